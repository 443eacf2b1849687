/// The script of a page: tables are sorted by their headings, and plots are enlarged and zoomed.
///
/// Without it the page has everything but these buttons, which the script adds.
enum PageScript {
  /// The SHA-256 hash of the script's element in Base64, by which the page's policy lets it run.
  static let hash = "hO+xt7QX/AHLoLDGFuFXRoMlOOnkhD2Bd+mQrD7thKY="

  /// The script.
  static let text = #"""
    'use strict';
    (() => {
      const add = (parent, name, properties) =>
        parent.appendChild(Object.assign(document.createElement(name), properties));

      // Sorting: a click sorts, the next one reverses, the third restores the order of the page.
      const collator = new Intl.Collator('en', { numeric: true });
      const number = (text) => parseFloat(text.replace('\u2212', '-'));
      const compare = (isNumber, order) => (a, b) => {
        if (!isNumber) return order * collator.compare(a.key, b.key);
        const [one, other] = [number(a.key), number(b.key)];
        // Cells without a number come last in both orders.
        if (!Number.isFinite(one) || !Number.isFinite(other))
          return Number.isFinite(other) - Number.isFinite(one);
        return order * (one - other);
      };
      const sort = (table, heading, column) => {
        const isNumber = heading.classList.contains('n');
        const orders = isNumber ? ['descending', 'ascending'] : ['ascending', 'descending'];
        const next = orders[orders.indexOf(heading.getAttribute('aria-sort')) + 1];
        for (const other of table.querySelectorAll('th')) other.removeAttribute('aria-sort');
        let rows = table.rowsOfPage.map((row) => ({ row, key: row.cells[column].textContent }));
        if (next) {
          heading.setAttribute('aria-sort', next);
          rows.sort(compare(isNumber, next === 'ascending' ? 1 : -1));
        }
        table.tBodies[0].append(...rows.map(({ row }) => row));
      };
      for (const table of document.querySelectorAll('table')) {
        table.rowsOfPage = [...table.tBodies[0].rows];
        if (table.rowsOfPage.length < 3) continue;
        table.querySelectorAll('th').forEach((heading, column) => {
          const name = heading.textContent;
          heading.textContent = '';
          const button = add(heading, 'button', { type: 'button', textContent: name, title: 'Sort' });
          if (!name) button.setAttribute('aria-label', 'name');
          button.addEventListener('click', () => sort(table, heading, column));
        });
      }

      // Plots: a dialog of the page's width, in which the box of the drawing that is seen can be changed.
      const dialog = add(document.body, 'dialog', {});
      let plot, whole, seen;
      const show = () => {
        const scale = whole.width / seen.width;
        plot.setAttribute('viewBox', [seen.x, seen.y, seen.width, seen.height].join(' '));
        plot.style.setProperty('--many', Math.min(0.08 * scale, 0.35));
        // Marks and texts keep their size, so that those that lie on each other come apart.
        for (const circle of plot.querySelectorAll('circle')) {
          circle.dataset.r ??= circle.getAttribute('r');
          circle.setAttribute('r', circle.dataset.r / scale);
        }
        for (const text of plot.querySelectorAll('text'))
          text.style.fontSize = (text.classList.contains('tick') ? 11 : 12) / scale + 'px';
      };
      const move = (x, y) => {
        const within = (value, most) => Math.min(Math.max(value, 0), most);
        seen.x = within(x, whole.width - seen.width);
        seen.y = within(y, whole.height - seen.height);
        show();
      };
      const zoom = (factor, point) => {
        const centre = point ?? { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
        const width = Math.min(Math.max(seen.width / factor, whole.width / 40), whole.width);
        const ratio = width / seen.width;
        seen.width = width;
        seen.height = whole.height * width / whole.width;
        move(centre.x - (centre.x - seen.x) * ratio, centre.y - (centre.y - seen.y) * ratio);
      };
      const reset = () => { seen = { ...whole }; show(); };
      const pan = (x, y) => move(seen.x + x * seen.width / 8, seen.y + y * seen.height / 8);
      const position = (event) =>
        new DOMPoint(event.clientX, event.clientY).matrixTransform(plot.getScreenCTM().inverse());
      const listen = () => {
        let held;
        plot.addEventListener('wheel', (event) => {
          event.preventDefault();
          zoom(Math.exp(-event.deltaY / 400), position(event));
        }, { passive: false });
        plot.addEventListener('pointerdown', (event) => {
          held = position(event);
          plot.setPointerCapture(event.pointerId);
        });
        plot.addEventListener('pointermove', (event) => {
          if (!held) return;
          const now = position(event);
          move(seen.x + held.x - now.x, seen.y + held.y - now.y);
        });
        for (const end of ['pointerup', 'pointercancel'])
          plot.addEventListener(end, () => { held = undefined; });
      };
      const keys = {
        '+': () => zoom(1.5), '=': () => zoom(1.5), '-': () => zoom(1 / 1.5), '0': reset,
        ArrowLeft: () => pan(-1, 0), ArrowRight: () => pan(1, 0), ArrowUp: () => pan(0, -1),
        ArrowDown: () => pan(0, 1),
      };
      dialog.addEventListener('keydown', (event) => {
        if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        keys[event.key]();
      });
      const enlarge = (figure, title) => {
        dialog.textContent = '';
        dialog.setAttribute('aria-label', title);
        const controls = add(dialog, 'div', { className: 'controls' });
        add(controls, 'h3', { textContent: title });
        for (const [name, label, action] of [
          ['+', 'Zoom in', keys['+']], ['\u2212', 'Zoom out', keys['-']], ['Reset', 'Reset', reset],
          ['Close', 'Close', () => dialog.close()],
        ]) {
          const button = add(controls, 'button', { type: 'button', textContent: name, title: label });
          button.setAttribute('aria-label', label);
          button.addEventListener('click', action);
        }
        plot = dialog.appendChild(figure.querySelector('svg').cloneNode(true));
        const { width, height } = plot.viewBox.baseVal;
        whole = { x: 0, y: 0, width, height };
        add(dialog, 'p', { className: 'faint', textContent:
          'The wheel, + and \u2212 zoom; dragging and the arrow keys move; 0 resets; Escape closes.' });
        listen();
        reset();
        dialog.showModal();
      };
      for (const figure of document.querySelectorAll('figure')) {
        const caption = figure.querySelector('figcaption');
        const title = caption.textContent;
        const button = add(caption, 'button',
          { type: 'button', className: 'enlarge', textContent: 'Enlarge' });
        button.setAttribute('aria-label', 'Enlarge: ' + title);
        button.addEventListener('click', () => enlarge(figure, title));
      }
    })();
    """#
}
