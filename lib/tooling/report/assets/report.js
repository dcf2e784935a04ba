// Makes the figures of a page live, and lets the reader show or hide its code.
addEventListener('DOMContentLoaded', () => {
  for (const figure of document.querySelectorAll('figure.plotly')) {
    const { data, layout } = JSON.parse(figure.querySelector('script').textContent);
    const box = figure.querySelector('.plot');
    const picture = box.querySelector('img');
    const live = document.createElement('div');
    live.className = 'live';
    live.style.cssText = `width:${layout.width}px;height:${layout.height}px`;
    live.setAttribute('role', 'img');
    live.setAttribute('aria-label', picture?.alt ?? '');
    box.append(live);
    Plotly.newPlot(live, data, layout, { displaylogo: false }).then(
      () => {
        picture?.remove();
        figure.dataset.live = '1';
      },
      error => {
        live.remove();
        console.error(error);
      },
    );
  }
  const button = document.getElementById('toggle-code');
  const show = on => {
    document.body.classList.toggle('hide-code', !on);
    button.textContent = on ? 'Hide code' : 'Show code';
    button.setAttribute('aria-pressed', String(on));
  };
  // A page opened from a file may not be allowed to store anything.
  try {
    show(localStorage.getItem('code') === '1');
  } catch {
    show(false);
  }
  button.onclick = () => {
    const on = document.body.classList.contains('hide-code');
    show(on);
    try {
      localStorage.setItem('code', on ? '1' : '0');
    } catch {}
  };
});
