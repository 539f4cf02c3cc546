"""Utilities without a value, and their declarations."""

from __future__ import annotations

DISPLAYS = {
    name: f"display:{name}"
    for name in "flex inline-flex grid inline-grid block inline inline-block contents flow-root list-item".split()
}
PLAIN = {
    **DISPLAYS,
    "flex-inline": "display:inline-flex", "grid-inline": "display:inline-grid",
    "flex-row": "flex-direction:row", "flex-col": "flex-direction:column", "flex-column": "flex-direction:column",
    "flex-row-reverse": "flex-direction:row", "flex-col-reverse": "flex-direction:column",
    "flex-wrap": "flex-wrap:wrap", "flex-1": "flex:1 1 0%;min-width:0", "flex-auto": "flex:1 1 auto",
    "flex-initial": "flex:0 1 auto", "flex-none": "flex:none;max-width:100%",
    "flex-shrink": "flex-shrink:1", "flex-shrink-0": "flex-shrink:0;max-width:100%",
    "flex-grow": "flex-grow:1", "flex-grow-0": "flex-grow:0",
    "font-sans": "font-family:var(--md-text-font-family,sans-serif)",
    "font-serif": 'font-family:Georgia,"Times New Roman",serif',
    "font-mono": "font-family:var(--md-code-font-family,monospace)",
    "italic": "font-style:italic", "not-italic": "font-style:normal", "font-italic": "font-style:italic",
    "underline": "text-decoration-line:underline", "no-underline": "text-decoration:none",
    "line-through": "text-decoration-line:line-through", "overline": "text-decoration-line:overline",
    **{f"decoration-{name}": f"text-decoration-style:{name}" for name in "solid double dotted dashed wavy".split()},
    "uppercase": "text-transform:uppercase", "lowercase": "text-transform:lowercase",
    "capitalize": "text-transform:capitalize", "normal-case": "text-transform:none",
    "tabular-nums": "font-variant-numeric:tabular-nums",
    **{f"text-{name}": f"text-align:{name}" for name in "left center right justify start end".split()},
    **{f"text-align-{name}": f"text-align:{name}" for name in ("left", "center", "right", "justify")},
    **{f"align-{name}": f"vertical-align:{name}"
       for name in "baseline top middle bottom text-top text-bottom sub super".split()},
    "text-wrap": "text-wrap:wrap", "text-balance": "text-wrap:balance", "text-pretty": "text-wrap:pretty",
    "list-inside": "list-style-position:inside", "list-outside": "list-style-position:outside",
    **{f"list-{name}": f"list-style-type:{name}" for name in "none disc circle square decimal lower-alpha".split()},
    **{f"{prefix}{name}": f"white-space:{value}" for prefix in ("whitespace-", "ws-")
       for name, value in {"normal": "normal", "pre": "pre-wrap", "pre-line": "pre-line", "pre-wrap": "pre-wrap",
                           "break-spaces": "break-spaces"}.items()},
    "break-words": "overflow-wrap:break-word", "break-all": "overflow-wrap:anywhere",
    "break-keep": "word-break:keep-all", "break-normal": "overflow-wrap:normal",
    "border-collapse": "border-collapse:collapse", "border-separate": "border-collapse:separate",
    "border-none": "border-style:none", "border-0": "border-width:0", "b-none": "border-style:none",
    **{f"{prefix}-{name}": f"border-style:{name}" for prefix in ("border", "b")
       for name in "solid dashed dotted double".split()},
    "object-contain": "object-fit:contain", "object-cover": "object-fit:cover",
    "aspect-square": "aspect-ratio:1", "aspect-video": "aspect-ratio:16/9",
    "table-auto": "table-layout:auto", "box-border": "box-sizing:border-box", "box-content": "box-sizing:content-box",
    "bg-gradient-none": "background-image:none", "bg-none": "background-image:none", "rtl": "direction:rtl",
}  # fmt: skip
