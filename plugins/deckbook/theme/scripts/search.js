/* Answers queries in Chinese, Japanese or Korean by the letters as they stand: words need no spaces. Of other queries it
   finds the headings, and leaves the rest to Material's worker. Sections whose headings hold the query come first.
   The script in front of that worker (search-worker.js) loads this one when a reader searches. */
self.deckbookSearch = ({ config, docs, options }, wide) => {
  const noSpaces =
    /[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\ud840-\ud8bf]/;
  // Tags, entities, spaces, letters that are compared as they are, narrow katakana, letters with marks, and all others.
  const PLAIN = "[!-%'-;=?-~\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc\\u3400-\\u9fff\\uac00-\\ud7a3]";
  const TOKENS = new RegExp(
    `<\\/?([a-z]+\\d?)[^>]*>|&(\\w+|#\\d+);|([\\s\\u200b\\u00ad]+)|((?:${PLAIN}(?!\\p{M}))+)|[\\uff65-\\uff9f]+|\\P{M}?\\p{M}+|.`,
    "gsu",
  );
  const WORDS =
    /(?:^|\s)(-?)\+?["“]([^"“”]+)["”]|(?:^|\s)-(?=[\p{L}\p{N}])|([^\s,;:!?()[\]{}<>"“”、。〈-】・…]+)/gu;
  const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  const WITHIN_WORDS = ["code", "sub", "sup"];
  const LATIN = /[a-z0-9\u00c0-\u024f]/;

  // HTML as it is compared: no tags, one width and case, no space beside letters that need none. `places` takes where
  // each of its letters begins and ends in the HTML.
  const fold = (html, places) => {
    let folded = "";
    let pending = false;
    const add = (text, start, end, one) => {
      if (pending && folded && !noSpaces.test(folded.at(-1)) && !noSpaces.test(text[0])) {
        folded += " ";
        places?.push([start, start]);
      }
      pending = false;
      folded += text;
      if (places) for (let i = 0; i < text.length; i++) places.push(one ? [start + i, start + i + 1] : [start, end]);
    };
    for (const { 0: token, 1: tag, 2: entity, 3: space, 4: run, index } of html.matchAll(TOKENS)) {
      const end = index + token.length;
      if (tag) {
        if (WITHIN_WORDS.includes(tag)) continue;
        pending = false;
        if (folded && !folded.endsWith("\n")) add("\n", index, index);
      } else if (space) pending ||= /\s/.test(space);
      else if (run) add(run.toLowerCase(), index, end, true);
      else add(entity ? (ENTITIES[entity] ?? token) : token.normalize("NFKC").toLowerCase(), index, end);
    }
    return folded;
  };
  const plain = (html) =>
    html.replace(/<[^>]*>|[\u200b\u00ad]/g, "").replace(/&(\w+|#\d+);/g, (entity, name) => ENTITIES[name] ?? entity);
  const size = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").length;
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

  // The words of a query: what stands between spaces and punctuation, or in quotes; those after a minus are unwanted.
  const read = (query) => {
    const words = [];
    const unwanted = [];
    const pieces = query.normalize("NFKC").matchAll(WORDS);
    let negative = false;
    for (const [, minus, phrase, word] of pieces) {
      if (phrase === undefined && word === undefined) {
        negative = true;
        continue;
      }
      const trimmed = (phrase ?? word).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#]+$/gu, "");
      if (trimmed) (negative || minus ? unwanted : words).push(fold(escape(trimmed)));
      negative = false;
    }
    return words.length ? { words: [...new Set(words)], unwanted } : { words: unwanted, unwanted: [] };
  };

  // Where a text holds a word. One in Latin letters begins where a word of the text does.
  const find = (text, word, from = 0) => {
    let at = text.indexOf(word, from);
    if (LATIN.test(word[0])) while (at > 0 && LATIN.test(text[at - 1])) at = text.indexOf(word, at + 1);
    return at;
  };
  const holds = (text, word) => find(text, word) >= 0;
  const count = (text, word) => {
    let found = 0;
    for (let at = find(text, word); at >= 0 && found < 20; at = find(text, word, at + word.length)) found++;
    return found;
  };

  const decks = new Map((config.decks ?? []).flatMap(([title, urls]) => urls.map((url) => [url, title])));
  const pages = new Map(); // their first sections, by address
  const foldedDecks = new Map();
  const sections = docs.map((doc) => {
    const address = doc.location.split("#")[0];
    const title = fold(doc.title);
    const text = fold(`${doc.text}${(doc.tags ?? []).map((tag) => `<p>${escape(tag)}</p>`).join("")}`);
    const named = decks.get(address) ?? "";
    if (!foldedDecks.has(named)) foldedDecks.set(named, fold(named));
    const deck = foldedDecks.get(named);
    const section = { doc, title, text, size: size(title), deck, deckSize: size(deck) };
    if (!pages.has(address)) pages.set(address, section);
    section.page = pages.get(address);
    return section;
  });

  // How well a section answers: 3 and more where its heading is what was asked for, 2 where the words stand in its
  // heading (the rest in the page's and the deck's title), 1 where its text has them, less where it lacks some; 0 not.
  const rate = (section, words) => {
    let covered = 0;
    let missing = 0;
    let isNamed = true;
    let own = 0;
    let often = 0;
    let told = 0;
    for (const word of words) {
      const isDecks = holds(section.deck, word);
      if (isDecks) told += size(word);
      if (holds(section.title, word)) {
        covered += size(word);
        own++;
        continue;
      }
      const times = count(section.text, word);
      own += times > 0;
      often += times;
      if (isDecks || holds(section.page.title, word)) continue;
      if (times) isNamed = false;
      else missing++;
    }
    if (!own || missing) return 0;
    const dense = often / (often + 1 + section.text.length / 500);
    if (!covered || !isNamed) return 1 + 0.9 * dense;
    const part = Math.min(1, covered / section.size);
    const deck = 0.02 * Math.min(1, told / (section.deckSize || 1)); // “Week 1” is not “Week 10”
    return (part === 1 ? 3 : 2) + 0.8 * part + (section === section.page ? 0.05 : 0) + deck + 0.01 * dense;
  };

  // How much of the words a section has, where no section has them all, and what it has of them: pieces of two letters
  // and more of a word without spaces.
  const share = ({ title, text }, words) => {
    const both = `${title}\n${text}`;
    const has = [];
    let lacks = "";
    for (const word of words) {
      let from = 0;
      while (from < word.length) {
        let to = wide.test(word) ? from + 1 : word.length;
        while (to < word.length && both.includes(word.slice(from, to + 1))) to++;
        const isThere = to - from > 1 && holds(both, word.slice(from, to));
        if (isThere) has.push(word.slice(from, to));
        lacks += isThere ? " " : word.slice(from, to);
        from = to;
      }
      lacks += " ";
    }
    const length = has.join("").length;
    return [length / (length + lacks.replace(/ /g, "").length), has, lacks.split(" ").filter(Boolean)];
  };

  // A field with the words marked, and what the words are there.
  const mark = (html, words, found) => {
    const places = [];
    const folded = fold(html, places);
    const ranges = [];
    for (const word of words)
      for (let at = find(folded, word); at >= 0; at = find(folded, word, at + word.length)) {
        const range = [places[at][0], places[at + word.length - 1][1]];
        if (!found.has(word)) found.set(word, plain(html.slice(...range)));
        ranges.push(range);
      }
    if (!ranges.length) return undefined;
    let marked = "";
    let done = 0;
    for (const [start, end] of ranges.sort((one, other) => one[0] - other[0])) {
      if (end <= done) continue;
      const from = Math.max(start, done);
      marked += html.slice(done, from);
      marked += html.slice(from, end).replace(/(<[^>]*>)|[^<]+/g, (run, tag) => tag ?? `<mark>${run}</mark>`);
      done = end;
    }
    return marked + html.slice(done);
  };

  // The first two blocks of a text that hold words, marked; of a text that holds none, the first two that are no code.
  const excerpt = (html, words, found) => {
    const shown = [];
    const others = [];
    let depth = 0;
    let start = 0;
    const block = (end) => {
      const own = html.slice(start, end);
      const marked = mark(own, words, found);
      if (marked) shown.push(marked);
      else if (own.trim() && !own.startsWith("<pre") && others.length < 2) others.push(own);
      start = end;
    };
    for (const { 0: tag, index } of html.matchAll(/<[^>]*>/g)) {
      if (shown.length > 1) break;
      if (tag[1] === "/") {
        if (--depth === 0 && !/^<\/(code|su[bp])/.test(tag)) block(index + tag.length);
      } else if (depth++ === 0 && !/^<(code|su[bp])/.test(tag)) block(index);
    }
    if (shown.length < 2) block(html.length);
    return (shown.length ? shown : others).join("");
  };

  // As the worker says it: pages, the best first, with their sections; a page is among them even where it holds nothing.
  // A word that is everywhere is shown with texts for the first sections alone, as nobody reads thousands.
  const grouped = (rated) => {
    const groups = new Map();
    let texts = 0;
    for (const [section, score, words, lacks] of rated) {
      const found = new Map();
      const { doc } = section;
      const title = mark(doc.title, words, found) ?? doc.title;
      const text = texts++ < 200 ? excerpt(doc.text, words, found) : "";
      const has = [...found.values()].map((term) => [term, true]);
      const terms = Object.fromEntries([...has, ...lacks.map((term) => [term, false])]);
      const { page } = section;
      if (!groups.has(page)) groups.set(page, []);
      // Material folds away what scores less than a page's best section: so the sections that are as good do not.
      const level = score < 1 ? score : Math.floor(score);
      groups.get(page).push({ ...doc, parent: undefined, title, text, score: level, terms });
    }
    for (const [page, items] of groups)
      if (!items.some(({ location }) => location === page.doc.location)) items.push({ ...page.doc, score: 0, terms: {} });
    return [...groups.values()];
  };

  // The rest of the word that a reader is typing, as the best heading has it.
  const suggestion = (query, rated, words) => {
    const typed = query.split(/[\s-]+/).at(-1);
    const word = words.at(-1);
    const title = rated[0]?.[0].title ?? "";
    if (!word || fold(escape(typed)) !== word || !holds(title, word)) return [];
    return [typed + /^[\p{L}\p{N}]*/u.exec(title.slice(find(title, word) + word.length))[0]];
  };

  const look = (query, least) => {
    const { words, unwanted } = read(query);
    if (!words.length) return { rated: [], words };
    // A heading such as “What -v means” is no query that leaves something out.
    const isOut = ({ title, text }, word) => !title.includes(`-${word}`) && (holds(title, word) || holds(text, word));
    const wanted = sections.filter((section) => !unwanted.some((word) => isOut(section, word)));
    const all = wanted.map((section) => [section, rate(section, words), words, []]);
    let rated = all.filter(([, score]) => score >= least);
    if (!rated.length && least < 1)
      rated = wanted.map((section) => [section, ...share(section, words)]).filter(([, score]) => score >= 0.5);
    rated.sort((one, other) => other[1] - one[1]);
    return { rated, words };
  };

  // A page's title says its deck's, too: many decks have a chapter “Summary”.
  const named = (items) => {
    for (const item of items.flat()) {
      const deck = !item.location.includes("#") && decks.get(item.location);
      if (deck && deck !== item.title.replace(/<\/?mark>/g, "")) item.title += ` <small>· ${deck}</small>`;
    }
    return items;
  };

  const asked = []; // what was found for the queries that the worker is answering, and the headings among it

  return {
    // The message that answers a query; none where the worker is to answer it.
    answer(query) {
      if (!wide.test(query)) {
        const all = look(query, 1).rated;
        asked.push({ all, headings: all.filter(([, score]) => score >= 2) });
        return undefined;
      }
      const { rated, words } = look(query, 0.5);
      const suggest = options?.suggest ? { suggest: suggestion(query, rated, words) } : {};
      return { type: 3, data: { items: named(grouped(rated)), ...suggest } };
    },

    // The worker's answer, with the headings in front.
    complete(message) {
      const { all, headings } = asked.shift() ?? { all: [], headings: [] };
      const { items: others } = message.data;
      const first = grouped(others.length ? headings : all); // the worker knows no stop words, for one
      const best = others.flat().reduce((most, { score }) => Math.max(most, score), 1);
      const known = new Map(first.map((items) => [pages.get(items[0].location.split("#")[0]), items]));
      for (const items of others) {
        for (const item of items) item.score /= best;
        const group = known.get(pages.get(items[0].location.split("#")[0]));
        if (group) group.push(...items.filter(({ location }) => !group.some((item) => item.location === location)));
        else first.push(items);
      }
      message.data.items = named(first);
      return message;
    },
  };
};
