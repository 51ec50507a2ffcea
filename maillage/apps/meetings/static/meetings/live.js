// Signatures and quorum as they come: the blocks that say so are asked for again, while someone
// looks. Without this script, the page says the same when it is loaded again.

const EVERY = 8000;

async function refresh() {
  if (document.hidden) return;
  const response = await fetch(location.href, { credentials: "same-origin" });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const block of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(block.id);
    if (now && now.innerHTML !== block.innerHTML) block.innerHTML = now.innerHTML;
  }
}

// Without a network, the next time will do.
if (document.querySelector("[data-live]")) setInterval(() => refresh().catch(() => {}), EVERY);
