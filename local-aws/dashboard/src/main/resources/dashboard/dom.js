/** Makes elements. */

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** On a phone the parts of the table are no table for the layout, but are to stay one for readers. */
export function cell(name, role) {
  const made = document.createElement(name);
  made.setAttribute('role', role);
  return made;
}
