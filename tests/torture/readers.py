"""Readers who look at a site while it is rebuilt: each look is of one whole site."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import Counter

from tests.small import item, write
from tests.torture.ground import Ground

PAGE = "zwxx/2026/0001/gongan-1/index.html"


def looks(ground: Ground, count: int, builds: int) -> Counter[str]:
    """So many looks during so many rebuilds. A reader opens the folder, then reads manifest and page."""
    ground.restore()
    came: Counter[str] = Counter()
    torn: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            folder = os.open(ground.out, os.O_RDONLY)
            try:
                wanted = json.loads(_read(folder, "manifest.json"))["files"][PAGE]
                if hashlib.sha256(_read(folder, PAGE)).hexdigest() != wanted:
                    torn.append("page and manifest differ")
            except FileNotFoundError as error:
                # The tree we hold has meanwhile become the spare and is being cut down.
                if ground.out.stat().st_ino == os.fstat(folder).st_ino:
                    torn.append(str(error))
                came["overtaken"] += 1
                continue
            finally:
                os.close(folder)
            came["looks"] += 1

    thread = threading.Thread(target=look)
    thread.start()
    while (came["looks"] < count or came["builds"] < builds) and not torn:
        text = item(f"第{came['builds']}次", body="改。\n" * (1 + came["builds"] % 50))
        write(ground.site, {"issues/zwxx/2026/0001/01-gongan-1.md": text})
        assert ground.build("--quiet").returncode == 0
        came["builds"] += 1
    done.set()
    thread.join()
    assert torn == [], torn
    return came


def _read(folder: int, name: str) -> bytes:
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    with os.fdopen(file, "rb") as stream:
        return stream.read()
