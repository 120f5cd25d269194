// Wakes the modules that elements of the page ask for: data-module="copy" loads ./copy.js.
for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    import(`./${name}.js`).then((module) => module.default(element));
  }
}
