/* Material draws with the `mermaid` it finds, and asks another host where it finds none. This one fetches the site's
   copy when the first diagram is drawn. */
((source, integrity) => {
  if (window.mermaid && !(window.mermaid instanceof Element)) return; // an element's id is a name of the window, too
  const address = new URL(source, location.href).href;
  let options = {};
  let loaded;
  const load = () =>
    (loaded ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      if (location.protocol !== "file:") script.integrity = integrity; // browsers compare nothing on a disk
      script.onload = () => {
        window.mermaid.initialize(options);
        resolve(window.mermaid);
      };
      script.onerror = () => reject(new Error(`${address} cannot be loaded, or is not what it should be`));
      document.head.append(script);
    }));
  window.mermaid = {
    initialize: (given) => (options = given),
    render: async (...diagram) => (await load()).render(...diagram),
  };
})
