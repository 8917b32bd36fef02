import type { FirefoxTab } from './firefox.ts';

/** What a person does in a tab of Firefox, where no library finds elements for a test. */

/** Types into a field, in place of what stood there. */
export function fill(tab: FirefoxTab, selector: string, text: string): Promise<void> {
  return tab.evaluate(({ where, what }) => {
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(where);
    if (field === null) throw new Error(`no ${where}`);
    field.value = what;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, { where: selector, what: text });
}

/** Gives a file to a field that asks for one. */
export function giveFile(tab: FirefoxTab, selector: string, file: { readonly name: string; readonly text: string }): Promise<void> {
  return tab.evaluate(({ where, name, text }) => {
    const field = document.querySelector<HTMLInputElement>(where);
    if (field === null) throw new Error(`no ${where}`);
    const chosen = new DataTransfer();
    chosen.items.add(new File([text], name));
    field.files = chosen.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }, { where: selector, ...file });
}
