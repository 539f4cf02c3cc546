/* In front of Material's search worker. It keeps what the worker is told of the site, and loads what answers in its place
   (search.js) when a reader searches, and not before. */
(() => {
  // Letters of Chinese, Japanese and Korean; for regular expressions without the flag u, as the worker's are.
  const WIDE =
    "\\u1100-\\u11ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303b\\u3040-\\u30ff\\u3130-\\u318f\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\uff66-\\uff9f\\ud840-\\ud8bf";
  const wide = new RegExp(`[${WIDE}\\uff01-\\uff5e]`); // and Latin letters of their width
  const send = self.postMessage.bind(self);
  let told;
  let loading;
  let search;

  const load = () => {
    // A page on the disk has a frame for a worker, where scripts are not loaded at once.
    const own = self.document ? document.querySelector("script[src]").src : location.href;
    return importScripts(new URL("../../deckbook/search.js", own).href);
  };

  self.postMessage = (message, ...more) =>
    send(search && message?.type === 3 && Array.isArray(message.data?.items) ? search.complete(message) : message, ...more);

  addEventListener("message", (event) => {
    const { type, data } = event.data ?? {};
    if (type === 0 && Array.isArray(data?.docs)) {
      told = data;
      // The worker's own index is of the other words only, which makes it a small one.
      const { config } = data;
      config.separator = `${config.separator}|[${WIDE}]+`;
      config.lang = config.lang.filter((lang) => !["zh", "ja", "ko"].includes(lang));
      if (!config.lang.length) config.lang = ["en"];
    } else if (type === 2 && told && typeof data === "string") {
      if (!search && !data.trim()) return; // Material asks for nothing at first
      if (!search) {
        try {
          loading ??= load();
        } catch {
          told = undefined; // the worker answers alone
          return;
        }
        if (!self.deckbookSearch) {
          event.stopImmediatePropagation();
          loading.catch(() => (told = undefined)).then(() => dispatchEvent(new MessageEvent("message", { data: event.data })));
          return;
        }
        search = self.deckbookSearch(told, wide);
      }
      const answer = search.answer(data);
      if (!answer) return;
      send(answer);
      event.stopImmediatePropagation(); // only now, so that the worker answers where this cannot
    }
  });
})();
