"""Start the kernel of one page, at little cost."""

from ipykernel import kernelapp

from fundtrack.kernels.light import keep_light


def main() -> None:
    """Run a kernel with the connection file that the server names."""
    keep_light()
    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
