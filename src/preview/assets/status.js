// What the page has to say at the moment: seen at the lower edge, and read out by a screen reader.

const holder = document.getElementById("status");
let timer = 0;

/** Says something for some seconds; what `stays` is seen until something else is said. */
export function tell(words, { stays = false } = {}) {
  clearTimeout(timer);
  holder.textContent = words;
  holder.classList.toggle("shown", words !== "");
  if (!stays) timer = setTimeout(() => holder.classList.remove("shown"), 5000);
}
