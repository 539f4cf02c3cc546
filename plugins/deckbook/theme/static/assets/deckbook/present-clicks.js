// The clicks of a slide: which of its parts come, or go, at which of them. It follows Slidev's guide of animations.

const STEPS = ".deckbook-tabs:not(:has(.deckbook-step--named))"; // of a magic-move; the others are alternatives

/** Gives the slide's last click, and a function that shows the slide as it is after some of them. */
export function clicksOf(slide) {
  const parts = []; // what is seen from one click on, and until another
  let click = 0;

  const at = (value) => {
    if (/^[+-]/.test(value)) return (click = Math.max(0, click + Number(value)));
    return value === "" ? (click += 1) : Number(value);
  };

  for (const element of slide.querySelectorAll(`[data-click], [data-clicks], ${STEPS}`)) {
    if (element.matches(STEPS)) {
      const strip = element.querySelector(".deckbook-tabs__strip");
      const first = click;
      click += Math.max(0, strip.children.length - 1);
      parts.push({ element, show: (done) => turn(strip, Math.min(Math.max(done - first, 0), click - first)) });
    } else if (element.dataset.clicks !== undefined) {
      const every = Number(element.dataset.every) || 1;
      const start = element.dataset.clicks;
      if (start) click = Math.max(0, at(start) - 1);
      const items = listed(element, Number(element.dataset.depth) || 1);
      items.forEach((item, index) => parts.push(seen(item, click + 1 + Math.floor(index / every))));
      click += Math.ceil(items.length / every);
    } else {
      const [from, until] = element.dataset.click.split(/(?<=\d)-/);
      const begin = at(from);
      const hides = element.dataset.clickHide !== undefined;
      parts.push(hides ? seen(element, 0, begin) : seen(element, begin, until === undefined ? Infinity : Number(until)));
      if (until !== undefined) click = Math.max(click, Number(until));
    }
  }
  const last = parts.reduce((most, part) => Math.max(most, part.last ?? 0), click);
  return {
    last,
    show: (done) => parts.forEach((part) => part.show(done)),
    /** Leaves the slide as it stands in the text. */
    forget: () => {
      for (const { element } of parts) {
        element.classList.remove("deckbook-show__unseen");
        if (!element.className) element.removeAttribute("class");
      }
    },
  };
}

function seen(element, from, until = Infinity) {
  return {
    element,
    last: until === Infinity ? from : until,
    show: (done) => element.classList.toggle("deckbook-show__unseen", done < from || done >= until),
  };
}

/** The parts that come one by one: the items of lists, down to a depth, and what else stands there. */
function listed(element, depth) {
  const found = [];
  const lists = (parent, level) => {
    for (const child of parent.children) {
      if (child.matches("ul, ol")) items(child, level);
      else if (level === 1) found.push(child);
    }
  };
  const items = (list, level) => {
    for (const item of list.children) {
      found.push(item);
      if (level < depth) for (const inner of item.querySelectorAll(":scope > ul, :scope > ol")) items(inner, level + 1);
    }
  };
  if (element.matches("ul, ol")) items(element, 1);
  else lists(element, 1);
  return found;
}

function turn(strip, number) {
  strip.scrollTo({ left: strip.children[number]?.offsetLeft ?? 0, behavior: "instant" });
}
