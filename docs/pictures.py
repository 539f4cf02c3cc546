"""Draws the pictures of the demo decks: `python docs/pictures.py` writes `docs/weeks/images/*.svg`.

Every picture is a light card, so that it reads on light and dark pages alike, on a canvas 480 units wide with
text of at least 16 units, so that it is legible 320 pixels wide. Nothing random goes in: each run writes the
same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import product
from pathlib import Path

Point = tuple[float, float]
Colours = tuple[str, str]
"""A fill and its border."""

FONT = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
INK, MUTED, RULE, CARD = "#1f2d3a", "#566573", "#d8d3c7", "#fcfbf8"
BLUE, ORANGE, GREEN, GREY = "#2c6cb0", "#bf560f", "#2f7d5b", "#8a949e"
BLUES, ORANGES = ("#e3eefa", BLUE), ("#fdebdc", ORANGE)
GREENS, GREYS = ("#e0f2e9", GREEN), ("#efede7", GREY)
HEAT = ((252, 26), (251, 78), (248, 134))
"""Red, green and blue of the lightest and the darkest cell of a heat map."""


def num(value: float) -> str:
    """`value` to two decimals, the finest step a reader sees, without trailing or negative zeros."""
    return f"{round(value, 2) + 0.0:g}"


def card(title: str, height: float, *parts: str) -> str:
    """A whole SVG file: a rounded card 480 wide that holds `parts`; `title` is what a screen reader says."""
    size = f'viewBox="0 0 480 {num(height)}" width="480" height="{num(height)}"'
    says = f'role="img" aria-labelledby="t" font-family="{FONT}" text-anchor="middle"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {says}>'
    back = f'<rect x="1" y="1" width="478" height="{num(height - 2)}" rx="14" fill="{CARD}" stroke="{RULE}"/>'
    return "\n".join([head, f'<title id="t">{escape(title)}</title>', back, *parts, "</svg>"]) + "\n"


def text(
    x: float, y: float, words: str, size: float = 16, fill: str = INK, anchor: str = "", bold: bool = False
) -> str:
    """A line of text around the height `y`, centred on `x` unless `anchor` is set; `10^-4` is a power."""
    base, _, exponent = escape(words).partition("^")
    raised = f'<tspan dy="{num(-size * 0.38)}" font-size="{num(size * 0.78)}">{exponent.replace("-", "−")}</tspan>'
    style = f' text-anchor="{anchor}"' * bool(anchor) + ' font-weight="700"' * bold
    at = f'x="{num(x)}" y="{num(y + size * 0.36)}" font-size="{num(size)}"'
    return f'<text {at} fill="{fill}"{style}>{base}{raised * bool(exponent)}</text>'


def rect(x: float, y: float, w: float, h: float, colours: Colours, r: float = 8) -> str:
    at = f'x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}"'
    return f'<rect {at} rx="{num(r)}" fill="{colours[0]}" stroke="{colours[1]}" stroke-width="1.5"/>'


def box(x: float, y: float, w: float, h: float, words: str, colours: Colours) -> str:
    """A labelled box around (x, y)."""
    return rect(x - w / 2, y - h / 2, w, h, colours) + text(x, y, words, 18)


def circle(x: float, y: float, r: float, colours: Colours, dash: str = "") -> str:
    at = f'cx="{num(x)}" cy="{num(y)}" r="{num(r)}"'
    dashes = f' stroke-dasharray="{dash}"' * bool(dash)
    return f'<circle {at} fill="{colours[0]}" stroke="{colours[1]}" stroke-width="1.8"{dashes}/>'


def line(points: Iterable[Point], stroke: str = MUTED, width: float = 1.8, dash: str = "") -> str:
    path = " ".join(f"{num(x)},{num(y)}" for x, y in points)
    style = f'fill="none" stroke="{stroke}" stroke-width="{num(width)}" stroke-linejoin="round"'
    return f'<polyline points="{path}" {style}' + f' stroke-dasharray="{dash}"' * bool(dash) + "/>"


def polygon(points: Iterable[Point], fill: str) -> str:
    return f'<polygon points="{" ".join(f"{num(x)},{num(y)}" for x, y in points)}" fill="{fill}"/>'


def arrow(*points: Point, stroke: str = MUTED) -> str:
    """A line through `points` with a head at the last one."""
    (x1, y1), (x2, y2) = points[-2:]
    turn = math.atan2(y2 - y1, x2 - x1)

    def behind(back: float, side: float) -> Point:
        return (
            x2 - back * math.cos(turn) - side * math.sin(turn),
            y2 - back * math.sin(turn) + side * math.cos(turn),
        )

    return line([*points[:-1], behind(8, 0)], stroke) + polygon([(x2, y2), behind(11, 5), behind(11, -5)], stroke)


def three_pass() -> str:
    rows = (
        ("第一遍", "标题 · 摘要 · 结论", 440, BLUES),
        ("第二遍", "通读全文 · 看懂图表", 350, GREENS),
        ("第三遍", "逐句弄懂 · 能够复述", 260, ORANGES),
    )
    parts = []
    for i, (name, what, width, colours) in enumerate(rows):
        y = 62 + i * 108
        parts += [rect(240 - width / 2, y - 36, width, 72, colours)]
        parts += [text(240, y - 14, name, 19, bold=True), text(240, y + 15, what, 18)]
        if i < 2:
            parts += [arrow((240, y + 39), (240, y + 69)), text(318, y + 54, "值得继续？", 16, MUTED)]
    return card("三遍阅读法：越往下，读的论文越少，读得越细", 340, *parts)


def relu_tanh() -> str:
    def at(x: float, y: float) -> Point:
        return (240 + x * 52, 236 - y * 56)

    parts = [rect(*at(x, 1), 2.2 * 52, 112, (BLUES[0], "none"), r=0) for x in (-4.2, 2)]
    parts += [line([at(-4.2, y), at(4.2, y)], RULE, 1.2, "4 5") for y in (-1, 1)]
    parts += [arrow(at(-4.2, 0), at(4.35, 0)), arrow(at(0, -1.3), at(0, 3.75))]
    for x, words in ((-4, "−4"), (-2, "−2"), (2, "2"), (4, "4")):
        parts += [text(at(x, 0)[0], 252, words, 16, MUTED)]
    parts += [line([at(k / 10, math.tanh(k / 10)) for k in range(-40, 41)], BLUE, 3.5)]
    parts += [line([at(-4, 0), at(0, 0), at(3.5, 3.5)], ORANGE, 3.5)]
    parts += [text(344, 72, "ReLU", 20, ORANGE), text(394, 160, "tanh", 20, BLUE)]
    parts += [text(112, 158, "浅蓝：tanh 饱和", 16, MUTED)]
    return card("ReLU 与 tanh：输入的绝对值大于 2 时 tanh 几乎是平的", 330, *parts)


def alexnet() -> str:
    layers = ((55, 96), (27, 256), (13, 384), (13, 384), (13, 256), (0, 4096), (0, 4096), (0, 1000))
    parts = []
    for i, (side, channels) in enumerate(layers):
        x = 40 + i * 57.2
        w, h = (12 + channels / 15, 30 + side * 2.6) if side else (20, 30 + channels / 28)
        parts += [rect(x - w / 2, 132 - h / 2, w, h, BLUES if side else ORANGES, 4)]
        parts += [text(x, 244, f"{side}^2" if side else f"{channels}", 17)]
        parts += [text(x, 268, f"×{channels}", 17, MUTED)] * bool(side)
        if i in (0, 1, 4):  # max pooling follows
            parts += [line([(x + 28.6, 92), (x + 28.6, 172)], GREEN, 4)]
    for x, words, colour in (
        (28, "卷积 5 层", BLUE),
        (176, "最大池化 3 处", GREEN),
        (346, "全连接 3 层", ORANGE),
    ):
        parts += [rect(x, 22, 14, 14, (colour, "none"), r=3), text(x + 22, 29, words, 17, anchor="start")]
    return card("AlexNet 的八个带权重的层：五个卷积层，三个全连接层", 292, *parts)


def overlapping_pooling() -> str:
    values, cell = [1, 3, 2, 5, 4, 2, 6], 48
    parts = []
    for top, size, colours, words in ((32, 2, BLUES, "不重叠"), (198, 3, ORANGES, "重叠")):
        parts += [text(240, top, f"窗口 {size}，步长 2：{words}", 18, colours[1], bold=True)]
        for i, value in enumerate(values):
            parts += [rect(72 + i * cell, top + 22, cell, 40, (CARD, GREY), 0)]
            parts += [text(96 + i * cell, top + 42, f"{value}", 18)]
        for k in range(3):
            left, y = 72 + 2 * k * cell, top + 70 + (k % 2) * 7 * (size == 3)
            middle = left + size * cell / 2
            parts += [line([(left + 3, y), (left + size * cell - 3, y)], colours[1], 4)]
            parts += [circle(middle, top + 104, 17, colours)]
            parts += [text(middle, top + 104, f"{max(values[2 * k : 2 * k + size])}", 18)]
    return card("最大池化的窗口：步长小于窗口时，相邻的窗口共用边上的一格", 342, *parts)


def multimodal() -> str:
    parts = [line([(240, 24), (240, 326)], RULE, 1.5, "5 6")]
    for x, name, encoders, joint in (
        (122, "双编码器", ("BERT", "ResNet-50"), "拼接"),
        (358, "联合编码器（ALBEF）", ("文本编码", "图像编码"), "交叉注意力"),
    ):
        parts += [text(x, 36, name, 18, bold=True)]
        for shift, source, encoder, colours in (
            (-57, "文字", encoders[0], BLUES),
            (57, "图片", encoders[1], GREENS),
        ):
            parts += [text(x + shift, 76, source, 17, MUTED), arrow((x + shift, 90), (x + shift, 116))]
            parts += [box(x + shift, 138, 106, 44, encoder, colours)]
            parts += [arrow((x + shift, 162), (x + shift * 0.5, 197))]
        parts += [box(x, 221, 150, 46, joint, ORANGES), arrow((x, 246), (x, 273))]
        parts += [box(x, 297, 150, 46, "类别", GREYS)]
    return card("两种融合：先各自编码再拼接，或让文字与图片在网络内部互相注意", 346, *parts)


def dropout() -> str:
    sizes, mask = (3, 5, 5, 2), {(0, 1), (1, 0), (1, 3), (2, 2), (2, 4)}
    parts = [line([(240, 24), (240, 276)], RULE, 1.5, "5 6")]
    for left, name, training in ((0, "预测：全部参与", False), (240, "训练：一次随机的遮挡", True)):
        nodes = {
            (layer, i): (left + 42 + layer * 52, 164 + (i - (size - 1) / 2) * 46)
            for layer, size in enumerate(sizes)
            for i in range(size)
        }
        kept = {key: at for key, at in nodes.items() if not (training and key in mask)}
        parts += [line([kept[a], kept[b]], "#9dbbdc", 1.2) for a, b in product(kept, kept) if b[0] == a[0] + 1]
        parts += [circle(*at, 13, BLUES) for at in kept.values()]
        for x, y in (at for key, at in nodes.items() if key not in kept):
            parts += [circle(x, y, 13, (CARD, GREY), "3 4")]
            parts += [
                line([(x - 5, y - 5), (x + 5, y + 5)], GREY),
                line([(x - 5, y + 5), (x + 5, y - 5)], GREY),
            ]
        parts += [text(left + 120, 34, name, 18)]
    return card("Dropout：训练时每一步随机丢掉一些单元，预测时全部使用", 300, *parts)


def initialisation() -> str:
    def at(layer: float, power: float) -> Point:
        return (84 + layer * 14, 166 - power * 5.6)

    parts = [text(168, 28, "激活的均方（相对于输入）", 17), text(154, 302, "层数", 17, MUTED)]
    for power in (-20, -10, 0, 10, 20):
        parts += [line([at(0, power), at(20, power)], RULE, 1.2)]
        parts += [text(72, at(0, power)[1], f"2^{power}", 18, MUTED, "end")]
    for slope, colour, words in ((1, ORANGE, "4/n：爆炸"), (0, GREEN, "2/n：He"), (-1, BLUE, "1/n：消失")):
        parts += [line([at(0, 0), at(20, slope * 20)], colour, 3)]
        parts += [circle(*at(k, slope * k), 4.5, (colour, colour)) for k in range(0, 21, 5)]
        parts += [text(376, at(20, slope * 20)[1], words, 18, colour, "start")]
    parts += [text(at(k, 0)[0], 302, f"{k}", 17, MUTED) for k in (0, 10, 20)]
    return card("权重的方差与 ReLU 网络里激活的大小：每一层乘以 n·Var(w)/2", 324, *parts)


def gradient_check() -> str:
    def at(exponent: float, error: float) -> Point:
        return (86 + (-1 - exponent) * 33, 50 + (-1 - math.log10(max(error, 1e-12))) * 20)

    def cube(x: float) -> float:
        return x * x * x

    x, exact = 1.5, 3 * 1.5 * 1.5
    parts = [
        text(168, 28, "单边差分", 18, BLUE),
        text(300, 28, "中心差分", 18, ORANGE),
        text(170, 300, "步长", 17, MUTED),
    ]
    for power in (-1, -4, -8, -12):
        parts += [line([at(-1, 10.0**power), at(-12, 10.0**power)], RULE, 1.2)]
        parts += [text(74, at(-1, 10.0**power)[1], f"10^{power}", 17, MUTED, "end")]
    for back, colour in ((0, BLUE), (1, ORANGE)):
        curve = []
        for exponent in range(-1, -13, -1):
            h = 10.0**exponent
            slope = (cube(x + h) - cube(x - back * h)) / ((1 + back) * h)
            curve.append(at(exponent, abs(slope - exact) / exact))
        parts += [line(curve, colour, 2.6), *(circle(*point, 4.5, (colour, colour)) for point in curve)]
    parts += [text(at(power, 1)[0], 300, f"10^{power}", 17, MUTED) for power in (-1, -6, -12)]
    return card("数值梯度的相对误差随步长的变化：先因截断误差下降，再因舍入误差上升", 322, *parts)


def residual_block() -> str:
    parts = [text(180, 30, "x", 20), arrow((180, 52), (340, 52), (340, 290), (197, 290), stroke=ORANGE)]
    for top, y, words, colours in (
        (44, 86, "3×3 卷积 + BN", BLUES),
        (108, 155, "ReLU", GREYS),
        (177, 224, "3×3 卷积 + BN", BLUES),
    ):
        parts += [arrow((180, top), (180, y - 22)), box(180, y, 190, 42, words, colours)]
    parts += [arrow((180, 246), (180, 274)), circle(180, 290, 15, ORANGES), text(180, 289, "+", 22)]
    parts += [text(354, 155, "恒等捷径", 18, ORANGE, "start"), text(44, 155, "F(x)", 20, BLUE)]
    parts += [
        arrow((180, 306), (180, 332)),
        text(240, 318, "F(x) + x", 18),
        box(180, 354, 190, 42, "ReLU", GREYS),
    ]
    return card("残差块：两层卷积只学差值 F(x)，输入经捷径原样加回来", 394, *parts)


def heat_map(values: Sequence[Sequence[float | None]], peak: float) -> list[str]:
    """Cells of 73 by 73 from (130, 86) on; `peak` is the value of the darkest, None an empty one."""
    parts = []
    for (i, row), j in product(enumerate(values), range(len(values[0]))):
        value, x, y = row[j], 130 + j * 78, 86 + i * 78
        if value is None:
            parts += [rect(x, y, 73, 73, (GREYS[0], RULE), 6), text(x + 36.5, y + 36.5, "—", 18, MUTED)]
            continue
        share = value / peak
        shade = "#" + "".join(f"{round(light + (dark - light) * share):02x}" for light, dark in HEAT)
        parts += [rect(x, y, 73, 73, (shade, RULE), 6)]
        parts += [text(x + 36.5, y + 36.5, f"{value:.2f}", 19, CARD if share > 0.6 else INK, bold=share > 0.6)]
    return parts


def attention() -> str:
    tokens = {"猫": (1.0, 0.0), "坐": (0.0, 1.0), "在": (0.5, 0.5), "垫子": (1.0, 0.5)}
    vectors = list(tokens.values())
    weights: list[list[float | None]] = []
    for i, query in enumerate(vectors):
        scores = [math.exp((query[0] * k[0] + query[1] * k[1]) / math.sqrt(2)) for k in vectors[: i + 1]]
        weights.append([*(score / sum(scores) for score in scores), *[None] * (len(vectors) - i - 1)])
    parts = [
        text(283, 32, "键：被注意的词", 17, MUTED),
        text(74, 66, "查询", 17, MUTED),
        *heat_map(weights, 1.0),
    ]
    for i, token in enumerate(tokens):
        parts += [text(166.5 + i * 78, 66, token, 19), text(74, 122.5 + i * 78, token, 19)]
    return card("带因果遮罩的注意力权重：每一行的和是 1，只看自己和前面的词", 416, *parts)


def clip_matrix() -> str:
    values = (
        (0.31, 0.17, 0.15, 0.12),
        (0.16, 0.29, 0.18, 0.14),
        (0.14, 0.19, 0.33, 0.16),
        (0.11, 0.15, 0.17, 0.28),
    )
    spikes = [(30 * (0.42 if k % 2 else 1), math.pi * (k / 5 - 0.5)) for k in range(10)]
    parts = [
        text(283, 32, "文字编码", 17, MUTED),
        text(74, 66, "图像编码", 17, MUTED),
        *heat_map(values, 0.34),
    ]
    parts += [text(166.5 + i * 78, 66, name, 19) for i, name in enumerate(("“圆形”", "“三角”", "“方块”", "“星星”"))]
    parts += [circle(74, 122.5, 26, (ORANGE, "none")), polygon([(74, 173), (104, 225), (44, 225)], GREEN)]
    parts += [rect(50, 254.5, 48, 48, (BLUE, "none"), r=4)]
    parts += [polygon([(74 + r * math.cos(a), 356.5 + r * math.sin(a)) for r, a in spikes], ORANGE)]
    return card("CLIP 的相似度矩阵：配对的图文在对角线上，训练使对角线变大、其余变小", 416, *parts)


PICTURES: tuple[Callable[[], str], ...] = (
    three_pass, relu_tanh, alexnet, overlapping_pooling, multimodal, dropout, initialisation, gradient_check,
    residual_block, attention, clip_matrix,
)  # fmt: skip


def main() -> None:
    """Write each picture under its function's name."""
    folder = Path(__file__).parent / "weeks" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for draw in PICTURES:
        (folder / f"{draw.__name__.replace('_', '-')}.svg").write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
