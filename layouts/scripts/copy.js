// A button that copies the text of another element and says so.
export default function copy(element) {
  const source = document.getElementById(element.dataset.from);
  const status = element.querySelector("[role=status]");
  if (!source || !navigator.clipboard) return;
  element.hidden = false;
  element.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.trim());
    status.textContent = status.dataset.done;
  });
}
