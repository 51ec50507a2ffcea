// A signature made while the network is down is kept on the phone and sent once it is back.
// The server knows each gesture by its seat: sent again after an answer was lost, it signs once.

const KEPT = "maillage.signatures";
const form = document.querySelector("form[data-signature]");

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep(list) {
  localStorage.setItem(KEPT, JSON.stringify(list));
}

function tellKept() {
  const told = document.querySelector("#kept");
  if (told) told.hidden = kept().length === 0;
}

function showAnswer(html) {
  const answer = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (answer) document.querySelector("main").replaceWith(answer);
  answer?.focus();
}

async function send(signature) {
  const response = await fetch(signature.to, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: signature.body,
    credentials: "same-origin",
  });
  // A server out of order has decided nothing: the signature stays on the phone.
  if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
  return response.text();
}

let isSending = false;

async function sendKept() {
  if (isSending) return;
  isSending = true;
  try {
    for (const signature of kept()) {
      const answer = await send(signature);
      keep(kept().filter((other) => other.body !== signature.body));
      showAnswer(answer);
    }
  } catch {
    // Still no network: the next try is on its way.
  } finally {
    isSending = false;
    tellKept();
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const signature = {
    to: form.action || location.href,
    body: new URLSearchParams(new FormData(form)).toString(),
  };
  keep([...kept().filter((other) => other.body !== signature.body), signature]);
  form.querySelector("button").disabled = true;
  sendKept();
});

addEventListener("online", sendKept);
setInterval(() => kept().length && sendKept(), 5000);
sendKept();
