/** The page's only script: it narrows the list of cases. Everything can be read without it. */
export const pageScript = `
const form = document.getElementById('filter');
if (form) {
  const text = document.getElementById('filter-text');
  const verdict = document.getElementById('filter-verdict');
  const count = document.getElementById('filter-count');
  const scenarios = [...document.querySelectorAll('details.scenario')].map((element) => ({
    element,
    words: element.querySelector('summary').textContent.toLowerCase(),
    cases: [...element.querySelectorAll('li[data-v]')].map((item) => ({
      item,
      words: item.querySelector('.id').textContent.toLowerCase(),
    })),
  }));
  const all = scenarios.reduce((sum, scenario) => sum + scenario.cases.length, 0);
  const narrow = () => {
    const wanted = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const active = wanted.length > 0 || verdict.value !== '';
    let shown = 0;
    for (const scenario of scenarios) {
      let here = 0;
      for (const { item, words } of scenario.cases) {
        const fits =
          (verdict.value === '' || item.dataset.v === verdict.value) &&
          wanted.every((word) => words.includes(word) || scenario.words.includes(word));
        item.hidden = !fits;
        if (fits) here += 1;
      }
      scenario.element.hidden = here === 0;
      if (active !== scenario.narrowed) scenario.element.open = active && here > 0 && here <= 200;
      scenario.narrowed = active;
      shown += here;
    }
    count.textContent = active ? shown + ' of ' + all + ' cases' : '';
  };
  form.hidden = false;
  form.addEventListener('input', narrow);
  form.addEventListener('submit', (event) => event.preventDefault());
}
`;
