// Lets readers sort and filter a table. Without it the table is what it is: all rows, in the order they were written in.
//
// What it works on (markup/listing.py writes it):
//   <table class="deckbook-list" data-deckbook-list='{
//       "find": "Find", "all": "All", "reset": "Show all", "shown": "{shown} of {all}",        its words
//       "filters": [{"name": "tag", "label": "Tag", "values": [["audio", "Audio"], …]}]}'>     a list to choose from each
//     <thead><tr>
//       <th data-sort="stars" data-first="descending">    a column to sort by, its name, and the way it is sorted first
//       <th data-sort="name" aria-sort="ascending">       the one that the rows are sorted by as they were written
//       <th>                                              one that is not sorted by
//     <tbody><tr data-values='{"tag": ["audio", "text"]}'>    what the row is under each filter
//       <td data-value="4600">4.6k</td>                       what is sorted by, if not the text; nothing comes last
//
// The state of the first such table stands in the address (#?tag=audio&sort=stars&order=descending&find=words), so that it
// can be linked to; a name that no filter or column has is passed over. An address of a row's id shows that row.
// Material's instant navigation runs the script again on each page, so it begins only once.
(() => {
  if (window.deckbookLists === true) return;
  window.deckbookLists = true;

  const collator = (() => {
    const options = { numeric: true, sensitivity: "base" };
    try {
      return new Intl.Collator(document.documentElement.lang || undefined, options);
    } catch {
      return new Intl.Collator(undefined, options); // the page's language is none
    }
  })();
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const make = (tag, name, text = "") => {
    const element = document.createElement(tag);
    element.className = `deckbook-list__${name}`;
    element.textContent = text;
    return element;
  };

  // A table with what readers choose; `read` takes that from an address, and `reveal` shows a row that is hidden.
  const begin = (table, isFirst) => {
    const words = JSON.parse(table.dataset.deckbookList);
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, index) => ({ row, index, values: JSON.parse(row.dataset.values ?? "{}") }));
    const heads = [...table.tHead.rows[0].cells];
    const written = heads.find((head) => head.hasAttribute("aria-sort"));
    const wasWritten = { head: written, order: written?.getAttribute("aria-sort") };
    let sorted = wasWritten;

    const tools = make("div", "tools");
    tools.setAttribute("role", "group");
    const field = (label, control) => {
      const box = make("label", "field");
      box.append(make("span", "label", label), control);
      tools.append(box);
      return control;
    };
    const find = field(words.find, make("input", "find"));
    find.type = "search";
    find.autocomplete = "off";
    const filters = words.filters
      .filter(({ values }) => values.length > 1)
      .map(({ name, label, values }) => {
        const select = field(label, make("select", "select"));
        select.append(new Option(words.all, ""));
        for (const [value, text] of values) {
          const count = rows.filter(({ values: own }) => own[name]?.includes(value)).length;
          select.append(new Option(`${text} (${count})`, value));
        }
        return { name, select };
      });
    const reset = make("button", "reset", words.reset);
    reset.type = "button";
    const status = make("span", "status");
    status.setAttribute("role", "status");
    tools.append(reset, status);

    const text = (item) => (item.text ??= plain(item.row.textContent));
    const value = (item, column) => {
      const cell = item.row.cells[column];
      return cell?.dataset.value ?? cell?.textContent.trim() ?? "";
    };
    const sort = () => {
      const column = heads.indexOf(sorted.head);
      const way = sorted.order === "descending" ? -1 : 1;
      const isAsWritten = sorted.head === wasWritten.head && sorted.order === wasWritten.order;
      const keyed = rows.map((item) => ({ item, key: isAsWritten ? "" : value(item, column) }));
      keyed.sort((a, b) => !a.key - !b.key || way * collator.compare(a.key, b.key) || a.item.index - b.item.index);
      body.append(...keyed.map(({ item }) => item.row));
      for (const head of heads) {
        if (head === sorted.head) head.setAttribute("aria-sort", sorted.order);
        else head.removeAttribute("aria-sort");
      }
    };
    const filter = () => {
      const wanted = plain(find.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const item of rows) {
        const isChosen = filters.every(({ name, select }) => !select.value || item.values[name]?.includes(select.value));
        const isShown = isChosen && wanted.every((word) => text(item).includes(word));
        item.row.hidden = !isShown;
        shown += isShown;
      }
      status.textContent = words.shown.replace("{shown}", shown).replace("{all}", rows.length);
      reset.hidden = !find.value && filters.every(({ select }) => !select.value);
    };

    const keep = () => {
      if (!isFirst) return;
      const state = new URLSearchParams();
      for (const { name, select } of filters) if (select.value) state.set(name, select.value);
      if (find.value) state.set("find", find.value);
      if (sorted.head !== wasWritten.head || sorted.order !== wasWritten.order) {
        state.set("sort", sorted.head.dataset.sort);
        state.set("order", sorted.order);
      }
      const hash = `${state}` && `#?${state}`;
      if (hash || location.hash.startsWith("#?")) {
        history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
      }
    };
    const read = () => {
      const state = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
      find.value = state.get("find") ?? "";
      for (const { name, select } of filters) {
        const chosen = state.get(name) ?? "";
        select.value = [...select.options].some((option) => option.value === chosen) ? chosen : "";
      }
      const head = heads.find((item) => item.dataset.sort && item.dataset.sort === state.get("sort"));
      const order = state.get("order") === "descending" ? "descending" : "ascending";
      sorted = head ? { head, order } : wasWritten;
      sort();
      filter();
    };

    for (const head of heads.filter((item) => item.dataset.sort)) {
      const button = make("button", "sort");
      button.type = "button";
      button.append(...head.querySelector(".deckbook-list__sort").childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const first = head.dataset.first === "descending" ? "descending" : "ascending";
        const other = first === "descending" ? "ascending" : "descending";
        sorted = { head, order: sorted.head === head && sorted.order === first ? other : first };
        sort();
        keep();
      });
    }
    tools.addEventListener("input", () => {
      filter();
      keep();
    });
    const clear = () => {
      find.value = "";
      for (const { select } of filters) select.value = "";
      filter();
      keep();
    };
    reset.addEventListener("click", () => {
      clear();
      find.focus();
    });
    table.previousElementSibling.replaceWith(tools); // what has kept their place
    const reveal = () => {
      if (location.hash.startsWith("#?")) return read();
      const row = document.getElementById(decoded(location.hash.slice(1)))?.closest("tr");
      if (row?.hidden && table.contains(row)) {
        clear();
        row.scrollIntoView();
      }
    };
    if (isFirst) {
      read();
      addEventListener("hashchange", () => table.isConnected && reveal());
    } else filter();
  };
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a stray %
    }
  };

  const start = () => {
    document.querySelectorAll("table[data-deckbook-list]").forEach((table, index) => {
      if ("ready" in table.dataset) return;
      table.dataset.ready = "";
      begin(table, index === 0);
    });
  };
  if (window.document$?.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
