"""Charts as pictures, drawn without a browser from the very figures that plotly.js draws on the page.

``picture.svg`` gives a chart with its title, period, source, edition and signs; ``png.png`` the same as pixels. What a
figure says and this package does not know how to draw is refused, so no picture silently lacks a part of its chart.
"""
