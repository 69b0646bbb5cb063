"""Print a return's papers: what the PDF says around the tables."""

from collections.abc import Sequence

from fundtrack.domain.returns import ReturnState
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.papers import Papers
from fundtrack.returns.sections import BANNER

FUNDER = "For the funder, where it signs as well"


def printed(papers: Papers, sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """Print the sheets of a return, with places for who signs it."""
    from fundtrack.returns.pdf import Imprint  # noqa: PLC0415 - slow to import
    from fundtrack.returns.pdf import pdf_bytes  # noqa: PLC0415 - slow to import

    setting, signing = papers.setting, papers.signing
    banner = BANNER * setting.is_example
    step = signing.step(ReturnState.CERTIFIED)
    second = papers.figures.scope.terms.second_signature
    imprint = Imprint(
        title=f"{banner}{sheets[0].about}",
        office=setting.office,
        return_id=signing.return_id,
        program=setting.program,
        banner=banner,
        claim_pence=papers.figures.reconciliation.claim_pence,
        snapshot=setting.snapshot,
        head_seq=setting.head_seq,
        head_hash=setting.head_hash,
        signers=(
            ("Certified by", setting.name(step.person) if step else ""),
            *(((second, ""),) if second else ()),
            (FUNDER, ""),
        ),
    )
    return {f"{signing.return_id}.pdf": pdf_bytes(sheets, imprint)}
