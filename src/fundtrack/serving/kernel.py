"""Start the kernel of one page, at little cost."""

from importlib import import_module

from fundtrack.kernels.light import keep_debugger_out
from fundtrack.kernels.light import keep_light


def main() -> None:
    """Run a kernel with the connection file that the server names."""
    keep_light()
    keep_debugger_out()
    import_module("ipykernel.kernelapp").launch_new_instance()


if __name__ == "__main__":
    main()
