"""What a previewed page gets besides its own: the script that reloads it and lists the faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from builder.diagnostic import Diagnostic, Severity

EVENTS = "/__live"
SCRIPT_AT = "/__live.js"
STYLE_AT = "/__live.css"
MOST = 50
"""Faults a page lists; the terminal has them all."""

WIDEST = 120
"""Characters shown of a source line; longer ones are cut around the fault."""

SourceLine = Callable[[str, int], str]

WORDS = {
    "zh": {
        "error": "错误",
        "warning": "警告",
        "count": "{n} 个{what}",
        "draft": "草稿",
        "draft_faults": "草稿里的错误",
        "comma": "，",
        "kept": "内容有错：现在看到的是出错以前的样子",
        "partial": "内容有错：能读懂的先显示出来，改好以前不能发布",
        "listed": "内容里要留意的地方",
        "close": "收起",
        "more": "还有 {n} 处，见终端",
        "help": "改法：",
        "title": "内容有错，还不能预览",
        "lede": "改好并保存以后，这一页自己会换成网站。",
        "crash": "程序出错",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "count": "{what}: {n}",
        "draft": "draft",
        "draft_faults": "errors in drafts",
        "comma": ", ",
        "kept": "The content has errors: you see it as it was before them",
        "partial": "The content has errors: what can be read is shown; it can't be published yet",
        "listed": "Worth a look",
        "close": "Close",
        "more": "{n} more in the terminal",
        "help": "Help: ",
        "title": "The content has errors: no preview yet",
        "lede": "Mend them and save: this page will become the site.",
        "crash": "the program failed",
    },
}


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong now. `kept` says that the version shown is older than the content."""

    found: tuple[Diagnostic, ...] = ()
    drafts: frozenset[str] = frozenset()
    blocked: bool = False
    kept: bool = False

    def blocks(self, fault: Diagnostic) -> bool:
        """Whether this one alone forbids publishing."""
        return fault.severity is Severity.ERROR and not self._in_draft(fault)

    @property
    def first_errors(self) -> tuple[Diagnostic, ...]:
        """All of them, those that block first."""
        return tuple(sorted(self.found, key=lambda fault: not self.blocks(fault)))

    def count(self, lang: str) -> str:
        """How many there are of each sort: `2 个错误，1 个警告`."""
        words = WORDS[lang]
        errors = sum(self.blocks(f) for f in self.found)
        warnings = sum(f.severity is Severity.WARNING for f in self.found)
        drafts = len(self.found) - errors - warnings
        sorts = (("error", errors), ("warning", warnings), ("draft_faults", drafts))
        counts = (words["count"].format(n=n, what=words[what]) for what, n in sorts if n)
        return words["comma"].join(counts)

    def sort(self, fault: Diagnostic) -> str:
        """Which sort of fault it is to the reader: an error in a draft is no hindrance."""
        held = fault.severity is Severity.ERROR and self._in_draft(fault)
        return "draft" if held else fault.severity.value

    def _in_draft(self, fault: Diagnostic) -> bool:
        return fault.place.path.rpartition("/")[0] in self.drafts


def tag_of(body: bytes, *more: str) -> str:
    """What stands for a page as it is shown."""
    digest = hashlib.blake2b(body, digest_size=12)
    digest.update("\x00".join(more).encode())
    return digest.hexdigest()


def injected(body: bytes, tag: str) -> bytes:
    """A page with the script named before the end of its body; pages without one stay."""
    before, end, after = body.rpartition(b"</body>")
    script = f'<script src="{SCRIPT_AT}" data-tag="{tag}" defer></script>\n'.encode()
    return before + script + end + after if end else body


def state(faults: Faults, note: str, source: SourceLine, lang: str) -> bytes:
    """What the script shows, every word of it: faults, their count, what a draft is lacking."""
    words = WORDS[lang]
    title = "kept" if faults.kept else "partial" if faults.blocked else "listed"
    listed = faults.first_errors[:MOST]
    left = len(faults.found) - len(listed)
    said = {
        "title": words[title],
        "count": faults.count(lang),
        "close": words["close"],
        "note": note,
        "open": faults.blocked,
        "more": words["more"].format(n=left) if left else "",
        "faults": [
            {
                "severity": faults.sort(fault),
                "label": words[faults.sort(fault)],
                "message": fault.message(lang),
                "place": _place(fault),
                "line": _line(fault, source),
                "help": words["help"] + fault.help(lang) if fault.help(lang) else "",
            }
            for fault in listed
        ],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def page(faults: Faults, source: SourceLine, lang: str) -> bytes:
    """The page shown while there is nothing else to show: it lists the faults."""
    words = WORDS[lang]
    rows = "".join(
        _row(fault, faults.sort(fault), source, lang) for fault in faults.first_errors[:MOST]
    )
    left = len(faults.found) - MOST
    more = f"<p>{escape(words['more'].format(n=left))}</p>" if left > 0 else ""
    return (
        f'<!doctype html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(words['title'])}</title>"
        f'<link rel="stylesheet" href="{STYLE_AT}"><link rel="icon" href="data:,"></head>'
        f'<body class="live-page"><main><h1>{escape(words["title"])}</h1>'
        f"<p>{escape(words['lede'])}{escape(faults.count(lang))}</p><ol>{rows}</ol>{more}</main>\n"
        "</body></html>\n"
    ).encode()


def _row(fault: Diagnostic, kind: str, source: SourceLine, lang: str) -> str:
    words = WORDS[lang]
    before, marked, after = (escape(part) for part in _line(fault, source))
    line = f'<pre tabindex="0">{before}<mark>{marked}</mark>{after}</pre>' if marked else ""
    help_ = f"<p>{escape(words['help'] + fault.help(lang))}</p>" if fault.help(lang) else ""
    return (
        f'<li class="{kind}"><p><strong>{words[kind]}</strong> {escape(fault.message(lang))}</p>'
        f"<p><code>{escape(_place(fault))}</code></p>{line}{help_}</li>"
    )


def _place(fault: Diagnostic) -> str:
    return f"{fault.place.path}:{fault.place.line}:{fault.place.column}"


def _line(fault: Diagnostic, source: SourceLine) -> tuple[str, str, str]:
    """The source line: before the fault, the fault, after it; empty if there is none."""
    line = source(fault.place.path, fault.place.line).rstrip("\r\n")
    if not line.strip():
        return "", "", ""
    start = max(0, min(fault.place.column - 1, len(line)))
    stop = min(len(line), start + max(1, fault.place.length), start + WIDEST)
    first = max(0, start - WIDEST // 3) if len(line) > WIDEST else 0
    last = min(len(line), first + WIDEST)
    return (
        ("…" if first else "") + line[first:start],
        line[start:stop] or " ",
        line[stop:last] + ("…" if last < len(line) else ""),
    )


SCRIPT = r"""// Reloads this page when it changed, and shows what is wrong with the content.
(() => {
  const { tag } = document.currentScript.dataset;
  const make = (name, props, ...inside) => {
    const element = Object.assign(document.createElement(name), props);
    element.append(...inside);
    return element;
  };
  let source;
  let box;
  // A browser keeps six connections a host: pages out of sight give theirs back.
  const stop = () => {
    source?.close();
    source = undefined;
  };
  const start = () => {
    if (source || document.hidden) return;
    source = new EventSource(`/__live?${new URLSearchParams({ at: location.pathname, tag })}`);
    source.addEventListener("reload", () => {
      stop();
      // A page that comes out otherwise each time must not reload for ever.
      const turn = `${location.pathname} ${tag}`;
      const [last, at] = JSON.parse(sessionStorage.getItem("build-live-turn") ?? "[]");
      sessionStorage.setItem("build-live-turn", JSON.stringify([turn, +new Date()]));
      if (last !== turn || new Date() - at > 2000) location.reload();
    });
    source.addEventListener("state", ({ data }) => show(JSON.parse(data), data));
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", start);
  start();

  function fault({ severity, label, message, place, line: [before, marked, after], help }) {
    const said = make("p", {}, make("strong", {}, label), ` ${message}`);
    const row = make("li", { className: severity }, said, make("p", {}, make("code", {}, place)));
    if (marked) row.append(make("pre", { tabIndex: 0 }, before, make("mark", {}, marked), after));
    if (help) row.append(make("p", {}, help));
    return row;
  }

  function show(now, key) {
    if (document.body.className === "live-page") return;
    if (!box) {
      box = make("div", { id: "build-live" });
      const style = make("link", { rel: "stylesheet", href: "/__live.css" });
      const status = make("p", { className: "unseen" });
      status.setAttribute("role", "status");
      box.attachShadow({ mode: "open" }).append(style, status, make("div", { hidden: true }));
      style.addEventListener("load", () => { box.shadowRoot.lastElementChild.hidden = false; measure(); });
      document.body.append(box);
    }
    const [, status, place] = box.shadowRoot.children;
    const some = now.faults.length > 0;
    const asked = sessionStorage.getItem("build-live");
    const opened = some && (now.open ? asked !== `closed ${key}` : asked === `open ${key}`);
    const toggle = make("button", { type: "button", className: "count" }, now.count);
    const close = make("button", { type: "button" }, now.close);
    const title = make("h2", { id: "title" }, now.title);
    const list = make("ol", {}, ...now.faults.map(fault));
    const panel = make("section", { className: "panel", hidden: !opened }, make("header", {}, title, close), list);
    const badge = make("div", { className: "badge" });
    if (now.more) panel.append(make("p", {}, now.more));
    panel.setAttribute("aria-labelledby", "title");
    panel.tabIndex = 0;
    toggle.setAttribute("aria-expanded", opened);
    if (now.note) badge.append(make("p", {}, now.note));
    if (some) badge.append(toggle);
    const turn = (open) => {
      panel.hidden = !open;
      toggle.setAttribute("aria-expanded", open);
      sessionStorage.setItem("build-live", `${open ? "open" : "closed"} ${key}`);
      measure();
      (open ? panel : toggle).focus();
    };
    toggle.addEventListener("click", () => turn(panel.hidden));
    close.addEventListener("click", () => turn(false));
    panel.addEventListener("keydown", ({ key: pressed }) => pressed === "Escape" && turn(false));
    place.replaceChildren(...(some ? [panel] : []), ...(badge.children.length ? [badge] : []));
    status.textContent = opened ? `${now.title} ${now.count}` : "";
    measure();
  }

  // What the panel covers must still be reachable by scrolling.
  function measure() {
    const panel = box.shadowRoot.querySelector(".panel:not([hidden])");
    document.body.style.paddingBlockEnd = panel ? `${panel.offsetHeight}px` : "";
  }
})();
"""

STYLE = """/* The preview's own panel and page: in a shadow root, or alone. */
:host, .live-page {
  --back: var(--paper, Canvas); --text: var(--ink, CanvasText); --bad: var(--red, #b01116);
  --edge-line: var(--hair, #8886); --lit: var(--hit, #ffe9a8); color-scheme: light dark;
  font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
@media (prefers-color-scheme: dark) { .live-page { --bad: #ff7a70; --lit: #5c4a12; } }
.live-page { margin: 0; background: var(--back); color: var(--text); }
.live-page main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
.panel {
  position: fixed; inset: auto 0 0; z-index: 2147483646; max-height: 42vh; overflow: auto;
  box-sizing: border-box; padding: .5rem 1.25rem 3.25rem; background: var(--back);
  color: var(--text); border-block-start: 4px solid var(--bad); overscroll-behavior: contain;
}
.panel header { display: flex; gap: 1rem; align-items: center; justify-content: space-between; }
.panel [id="title"], .live-page h1 { margin: .25rem 0; font-size: 1.125rem; color: var(--bad); }
.live-page h1 { font-size: 1.5rem; }
[hidden] { display: none !important; }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: .5rem 0; border-block-start: 1px solid var(--edge-line); }
p, pre { margin: .25rem 0; }
code, pre { font: 13px/1.6 ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: .25rem .5rem; border-inline-start: 3px solid var(--edge-line); white-space: pre; }
mark { background: var(--lit); color: inherit; border-block-end: 2px solid var(--bad); }
.error strong { color: var(--bad); }
button {
  font: inherit; color: inherit; background: var(--back); border: 1px solid currentColor;
  border-radius: 4px; min-height: 2.25rem; padding: 0 .75rem; cursor: pointer;
}
:focus-visible { outline: 3px solid var(--bad); outline-offset: 2px; }
.badge {
  position: fixed; inset: auto .75rem .5rem auto; z-index: 2147483647; display: flex; gap: .5rem;
  align-items: center; max-width: calc(100vw - 1.5rem); color: var(--text);
}
.badge p { margin: 0; padding: .375rem .75rem; background: var(--text); color: var(--back); border-radius: 4px; }
@media print { :host { display: none; } }
"""
