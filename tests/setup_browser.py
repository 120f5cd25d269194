"""Finds a browser for the tests, or installs one: Debian's package, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def installed() -> str | None:
    """The path of an installed Chromium or Chrome; `BROWSER_PATH` names another."""
    named = os.environ.get("BROWSER_PATH")
    found = [named, *map(shutil.which, NAMES), MAC if Path(MAC).exists() else None]
    return next((path for path in found if path), None)


def playwrights_own() -> str | None:
    """The path of the Chromium that Playwright has downloaded, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The browser the tests use."""
    return installed() or playwrights_own()


def main() -> int:
    """Make sure there is a browser; 1 with advice if none can be had."""
    if find():
        return 0
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        packages = ["chromium", "fonts-noto-cjk"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", *packages],
        ):
            subprocess.run(
                ["apt-get", *command], check=False, env=environment, stdout=subprocess.DEVNULL
            )
        if installed():
            return 0
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if find():
        return 0
    sys.stderr.write(
        "No browser: install Chromium or Chrome (on Debian: apt-get install chromium fonts-noto-cjk),"
        " or set BROWSER_PATH, then run make test again.\n"
        "没有浏览器：请安装 Chromium 或 Chrome，或用 BROWSER_PATH 指明，再运行 make test。\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
