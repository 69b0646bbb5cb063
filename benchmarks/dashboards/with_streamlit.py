"""The view in Streamlit, as its documentation draws Altair charts."""

import altair as alt
import streamlit as st
from contents import areas
from contents import shown

st.set_page_config(layout="wide")
names = areas()
view = shown(names[st.selectbox("Area", list(names))])
st.title(view.sentence)
for column, (label, figure) in zip(
    st.columns(len(view.figures)), view.figures.items(), strict=True
):
    column.metric(label, figure)
for spec in view.charts.values():
    st.altair_chart(alt.LayerChart.from_dict(spec, validate=False), theme=None)
