// Filling a sheet by keyboard: the number of a line or letters of a name, Enter, next. Without this script, the form of
// radio buttons does the same.

const form = document.querySelector(".lines-form");
const quick = form?.querySelector("#quick");

const plain = (text) =>
  text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

// What may follow the name after a comma.
const CHOICES = { p: "PRESENT", e: "EXCUSED", a: "ABSENT" };

function rows() {
  return [...form.querySelectorAll("tr[data-name]")];
}

function matching(words) {
  const wanted = plain(words).split(" ").filter(Boolean);
  if (!wanted.length) return rows();
  if (/^\d+$/.test(words.trim())) return rows().filter((row) => row.dataset.number === words.trim());
  return rows().filter((row) => {
    const names = plain(row.dataset.name).split(/[ '’-]/);
    return wanted.every((word) => names.some((name) => name.startsWith(word)));
  });
}

function isDone(row) {
  const chosen = row.querySelector("input[type=radio]:checked");
  return !chosen || chosen.value !== "AWAITED";
}

function show() {
  const [words] = quick.value.split(",");
  const found = new Set(matching(words));
  for (const row of rows()) row.hidden = !found.has(row);
}

function say(sentence) {
  form.querySelector("#quick-told").textContent = sentence;
}

function mark() {
  const [words, asked = "p"] = quick.value.split(",");
  const choice = CHOICES[plain(asked).charAt(0) || "p"];
  const found = matching(words);
  const open = found.filter((row) => !isDone(row));
  const candidates = open.length ? open : found;
  if (!plain(words) || !choice || candidates.length !== 1) {
    say(candidates.length ? `${candidates.length} noms répondent : précisez.` : "Aucun nom ne répond.");
    return;
  }
  const radio = candidates[0].querySelector(`input[type=radio][value="${choice}"]`);
  if (!radio) {
    say(`${candidates[0].dataset.name} : changez cette ligne sur sa page.`);
    return;
  }
  radio.checked = true;
  const left = rows().filter((row) => !isDone(row)).length;
  say(`${candidates[0].dataset.name} : ${radio.parentElement.textContent.trim()}. Restent ${left}.`);
  quick.value = "";
  show();
}

if (quick) {
  quick.closest(".lines-quick").hidden = false;
  quick.addEventListener("input", show);
  quick.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    // An empty line and Enter save, so that the hands never leave the keyboard.
    if (!quick.value.trim()) return;
    event.preventDefault();
    mark();
  });
}
