// Sends a link on to the page that its slide has moved to: a chapter's pages know the slides of its other pages.
(() => {
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const moved = id && document.querySelector(`a[data-moved][id="${CSS.escape(id)}"]`);
    if (moved) location.replace(moved.href);
  };
  addEventListener("hashchange", follow);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", follow);
  else follow();
})();
