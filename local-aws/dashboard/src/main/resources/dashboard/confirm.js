/** Asks before something is done that cannot be undone, or that is done to many. */

const dialog = document.getElementById('confirm');
const title = document.getElementById('confirm-title');
const text = document.getElementById('confirm-text');
const rateRow = document.getElementById('confirm-rate-row');
const rate = document.getElementById('confirm-rate');
const yes = document.getElementById('confirm-yes');
const no = document.getElementById('confirm-no');

let answer = null;

no.addEventListener('click', () => dialog.close());
yes.addEventListener('click', () => {
  if (!rateRow.hidden && !rate.reportValidity()) {
    return;
  }
  answer?.({ rate: rate.value === '' ? null : Number(rate.value) });
  answer = null;
  dialog.close();
});
dialog.addEventListener('close', () => {
  answer?.(null);
  answer = null;
});

/** @returns a promise of null when the answer is no, else of the rate, which is null for none */
export function ask({ question, words, action, withRate = false, destroys = false }) {
  title.textContent = question;
  text.textContent = words;
  yes.textContent = action;
  yes.classList.toggle('destroys', destroys);
  rateRow.hidden = !withRate;
  rate.value = '';
  return new Promise((resolve) => {
    answer = resolve;
    dialog.showModal();
    (destroys ? no : yes).focus();
  });
}
