/**
 * The script of the page: filters, deep links, copying and printing. It is the same for every report and
 * takes what it needs from the document, so that no text of a provider is ever part of a script.
 */
export const clientScript = String.raw`
(() => {
  'use strict';
  const form = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const nothing = document.getElementById('nothing-shown');
  const rows = Array.from(document.querySelectorAll('li[data-verdict]'), (row) => ({
    row,
    verdict: row.dataset.verdict,
    text: row.textContent.toLowerCase(),
  }));
  const themes = Array.from(document.querySelectorAll('.theme'));

  function applyFilter() {
    const verdict = form.elements.verdict.value;
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of rows) {
      const matches =
        (verdict === '' || entry.verdict === verdict) && words.every((word) => entry.text.includes(word));
      if (entry.row.hidden === matches) entry.row.hidden = !matches;
      if (matches) count += 1;
    }
    const filtered = count < rows.length || verdict !== '' || words.length > 0;
    for (const theme of themes) {
      theme.hidden = theme.querySelector('li[data-verdict]:not([hidden])') === null;
      if (filtered) theme.open = true;
    }
    nothing.hidden = count > 0;
    shown.textContent = count === rows.length ? '' : count + ' of ' + rows.length + ' shown';
  }

  function clearFilter() {
    form.reset();
    applyFilter();
  }

  function revealTarget() {
    let id;
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id === '' ? null : document.getElementById(id);
    if (target === null) return;
    if (target.closest('[hidden]') !== null) clearFilter();
    for (let node = target; node !== null; node = node.parentElement) {
      if (node.tagName === 'DETAILS') node.open = true;
    }
    target.scrollIntoView();
    const summary = target.tagName === 'DETAILS' ? target.querySelector('summary') : null;
    if (summary !== null) summary.focus({ preventScroll: true });
  }

  async function copy(button) {
    const source = button.closest('h4').nextElementSibling;
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  }

  form.hidden = false;
  form.addEventListener('input', applyFilter);
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copy]');
    if (button !== null) void copy(button);
    const count = event.target.closest('[data-show]');
    if (count !== null) {
      form.elements.text.value = '';
      form.elements.verdict.value = count.dataset.show;
      applyFilter();
    }
    // A link to where the page already is changes no hash, and what it leads to may be closed.
    const link = event.target.closest('a[href^="#"]');
    if (link !== null && link.hash === location.hash) revealTarget();
  });
  addEventListener('hashchange', revealTarget);
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details.violation, details.violation details')) {
      details.open = true;
    }
  });
  // A browser that restores a page restores the fields of its forms, and follows the fragment by itself
  // before it says that the page is shown, which takes the focus away again.
  addEventListener('pageshow', () => {
    applyFilter();
    revealTarget();
  });
})();
`;
