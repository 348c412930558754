package dev.sluice.dashboard;

import java.util.List;

/** Finds text that is too faint for its ground, by the ratio of WCAG 2.2 (success criterion 1.4.3). */
final class Contrast {

    /** For text of any size but large. */
    static final double ENOUGH = 4.5;

    /** Every element with text of its own that can be seen, with its colour on the first opaque ground behind it. */
    private static final String FAINT = """
            const enough = arguments[0];
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 1;
            const context = canvas.getContext('2d', { willReadFrequently: true });
            const paint = (colours) => {
              context.clearRect(0, 0, 1, 1);
              for (const colour of colours) {
                context.fillStyle = colour;
                context.fillRect(0, 0, 1, 1);
              }
              return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
            };
            const grounds = (element) => {
              const colours = [];
              for (let one = element; one !== null; one = one.parentElement) {
                colours.unshift(getComputedStyle(one).backgroundColor);
              }
              return colours;
            };
            const luminance = (rgb) => {
              const [r, g, b] = rgb.map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const ratio = (one, other) => {
              const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
              return (light + 0.05) / (dark + 0.05);
            };
            const seen = (element) => element.checkVisibility({ visibilityProperty: true })
              && element.getBoundingClientRect().width > 1;
            const withText = [...document.body.querySelectorAll('*')].filter((element) => seen(element)
              && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''));
            return [withText.length, ...withText
              .map((element) => {
                const behind = grounds(element);
                const number = ratio(paint([...behind, getComputedStyle(element).color]), paint(behind));
                return [number, `${element.tagName} "${element.textContent.trim().slice(0, 30)}" ${number.toFixed(2)}`];
              })
              .filter(([number]) => number < enough)
              .map(([, words]) => words)];
            """;

    private Contrast() {}

    /**
     * @return how many elements have been looked at, then each that is too faint
     */
    @SuppressWarnings("unchecked")
    static List<Object> look(Browser browser) {
        return (List<Object>) browser.run(FAINT, ENOUGH);
    }
}
