"""A page's kernel is this very Python, whatever kernels are registered."""

import sys

import pytest
from ipykernel import kernelapp
from jupyter_client.kernelspec import NoSuchKernel

from fundtrack.kernels.light import keep_light
from fundtrack.serving import kernel
from fundtrack.serving.kernels import PageKernelSpecs


def test_there_is_one_kernel_and_it_is_this_python() -> None:
    specs = PageKernelSpecs()
    assert list(specs.find_kernel_specs()) == ["python3"]
    assert specs.get_kernel_spec("python3").argv[0] == sys.executable
    assert specs.get_all_specs()["python3"]["spec"]["language"] == "python"


def test_another_kernel_is_not_known() -> None:
    with pytest.raises(NoSuchKernel):
        PageKernelSpecs().get_kernel_spec("julia")


def test_a_light_process_counts_pandas_as_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "modules", {})
    keep_light()
    assert sys.modules == {"pandas": None}


def test_a_page_that_starts_plainly_is_as_light(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[str] = []
    monkeypatch.setattr(kernelapp, "launch_new_instance", lambda: started.append("yes"))
    monkeypatch.setattr(sys, "modules", {"ipykernel.kernelapp": kernelapp})
    kernel.main()
    assert started == ["yes"]
    assert set(sys.modules) == {"ipykernel.kernelapp", "pandas", "debugpy"}
