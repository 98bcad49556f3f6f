// The little of the DOM that the page needs. Elements are kept and brought up to date, so that focus and selection stay where
// they are.

/** The element of that id, which must be there. */
export const byId = id => document.getElementById(id);

/** A new element with text or children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Sets text only where it differs, for the sake of selections and of screen readers. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes the children of a parent be those of the items, in their order.
 * key names an item, make gives a new element for it, update brings an element up to date.
 */
export function keep(parent, items, key, make, update) {
  const before = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let child = before.get(name);
    before.delete(name);
    if (!child) {
      child = make(item);
      child.dataset.key = name;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    update(child, item);
  }
  for (const gone of before.values()) gone.remove();
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A count, as in 1,234,567. */
export const count = number => whole.format(number);

/** A rate; – where it is not known. */
export function rate(perSecond) {
  if (perSecond === undefined) return "–";
  return perSecond === 0 || perSecond >= 100 ? whole.format(perSecond) : tenths.format(perSecond);
}

/** A time in seconds, as in 1:02:03. */
export function duration(seconds) {
  const two = part => String(part).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
