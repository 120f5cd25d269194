"""`make audit`: asks the Python advisory database about every package of the locks."""

from __future__ import annotations

import re
import subprocess
import sys

from release.sbom import ROOT

LOCKS = ("site.txt", "dev.txt")
_NO_NETWORK = (
    "ConnectionError",
    "Connection refused",
    "NameResolutionError",
    "Max retries",
    "ProxyError",
)
FOUND, UNKNOWN = 1, 2


def main() -> int:
    """0 if nothing is known against any package, 1 if something is, 2 if nobody could be asked."""
    worst = 0
    for lock in LOCKS:
        command = [sys.executable, "-m", "pip_audit", "--progress-spinner=off", "--disable-pip"]
        command += ["--require-hashes", "-r", str(ROOT / "requirements" / lock)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        sys.stdout.write(f"requirements/{lock}: {(done.stdout + done.stderr).strip()[-4000:]}\n")
        worst = max(worst, told(done.returncode, done.stdout + done.stderr))
    return worst


def told(code: int, said: str) -> int:
    """What a run means: nothing is known, something was found, or nobody could be asked.

    A package that the database was not asked about (behind a mirror, say) is no clean bill: the
    tool itself ends with 0 then.
    """
    if not code and "could not be audited" not in said:
        return 0
    if re.search(r"Found \d+ known", said):
        return FOUND
    if not any(
        word in said for word in (*_NO_NETWORK, "No module named pip_audit", "could not be audited")
    ):
        return FOUND
    sys.stderr.write(
        "没有网络，或没有装上 pip-audit：这一次没有查，不等于没有问题。连上网再运行 make audit。\n"
        "no network, or no pip-audit: nothing was checked, which is not the same as all being well; "
        "run `make audit` again with a network.\n"
    )
    return UNKNOWN


if __name__ == "__main__":
    sys.exit(main())
