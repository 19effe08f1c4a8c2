/// The page's style sheet: light by default, dark on screens that ask for it, A4 when printed.
let pageStyle: StaticString = """

    :root {
      color-scheme: light dark;
      --paper: #fbfaf7; --card: #ffffff; --ink: #1d1c1a; --quiet: #66625b; --rule: #dcd8cf; --faint: #efece5;
      --accent: #1f4e79; --band: rgba(31, 78, 121, .15); --past: #8a8478; --past-band: rgba(138, 132, 120, .16);
      --fall: #a8321f; --fall-soft: rgba(168, 50, 31, .08); --rise: #1c6b4f; --mark: #ffe9a8; --mark-ink: #1d1c1a;
      --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", "Noto Serif", Georgia, serif;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --paper: #14161a; --card: #1b1e23; --ink: #e9e6df; --quiet: #a39e94; --rule: #383b42; --faint: #24272d;
        --accent: #8fbbee; --band: rgba(143, 187, 238, .20); --past: #9b958a; --past-band: rgba(155, 149, 138, .17);
        --fall: #f2897b; --fall-soft: rgba(242, 137, 123, .11); --rise: #7fcaa8; --mark: #6a5410; --mark-ink: #fff6dd;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 68rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.55 var(--sans); font-variant-numeric: tabular-nums lining-nums; hyphens: manual;
    }
    .masthead {
      display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 2rem;
      border-bottom: 2px solid var(--ink); padding-bottom: .5rem;
    }
    .masthead p { margin: 0; }
    .kicker { font-weight: 650; }
    .scope, .lead, figcaption, .quiet, .margin, .origin, .scale { color: var(--quiet); }
    h1, h2, h3 { font-family: var(--serif); line-height: 1.2; text-wrap: balance; font-weight: 600; }
    h1 { font-size: clamp(1.7rem, 1.1rem + 2.4vw, 2.6rem); margin: 1.6rem 0 .8rem; letter-spacing: -.01em; max-width: 24em; }
    h2 { font-size: 1.6rem; margin: 0 0 .4rem; }
    h3 { font-size: 1.15rem; margin: 0 0 .3rem; }
    h4 { font-size: .8rem; margin: .2rem 0 .4rem; color: var(--quiet); font-weight: 600; }
    section { margin-top: 3rem; padding-top: 1.4rem; border-top: 1px solid var(--rule); }
    section.summary { margin-top: 0; padding-top: 0; border-top: 0; }
    p { margin: .4rem 0; }
    .lead { max-width: 62em; margin: 0 0 1.2rem; text-wrap: pretty; }
    .facts { margin: 0 0 1.5rem; padding-left: 1.1rem; max-width: 62em; }
    .cards-note { font-size: .88rem; color: var(--quiet); margin: 0; }
    .facts li { margin: .25rem 0; }
    a { color: var(--accent); text-underline-offset: .15em; }
    a:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    code, .code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .82em; overflow-wrap: anywhere; }
    .code { color: var(--quiet); display: block; font-weight: 400; }

    .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: .8rem; margin: 1.2rem 0 1.6rem; }
    .card { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; padding: .8rem 1rem .7rem; }
    .card.main { border: 2px solid var(--ink); }
    .card h3 { font: 600 .9rem/1.3 var(--sans); margin: 0; }
    .card p { margin: .1rem 0; }
    .card .big { font: 600 2.1rem/1.15 var(--serif); }
    .card .margin, .card .move { font-size: .86rem; }
    .card .scale { font-size: .75rem; line-height: 1.35; margin-top: .35rem; }

    figure { margin: 1.2rem 0; }
    figcaption { font-size: .88rem; margin-bottom: .4rem; }
    figcaption strong { color: var(--ink); }
    .scroll { overflow-x: auto; }
    .chart { display: block; width: 100%; min-width: 44rem; height: auto; overflow: visible; }
    svg text { font: 13px var(--sans); fill: var(--quiet); font-variant-numeric: tabular-nums; }
    svg text.small { font-size: 11px; }
    svg text.step-name { fill: var(--ink); font-weight: 600; }
    svg text.fallen-label { fill: var(--fall); font-weight: 600; }
    svg text.release-label { fill: var(--ink); font-size: 12px; }
    .grid { stroke: var(--rule); stroke-width: 1; }
    .axis { stroke: var(--quiet); stroke-width: 1; }
    .band { fill: var(--band); }
    .band.before { fill: var(--past-band); }
    .curve { fill: none; stroke: var(--accent); stroke-width: 2.25; stroke-linejoin: round; }
    .curve.before { stroke: var(--past); stroke-dasharray: 5 4; stroke-width: 1.75; }
    .point { fill: var(--accent); stroke: var(--paper); stroke-width: 1.5; }
    .point.before, .point.weak { fill: var(--paper); stroke: var(--past); stroke-width: 2; }
    .point.weak { stroke: var(--accent); }
    .bar { fill: var(--past); opacity: .5; }
    .bar.before { fill: var(--paper); stroke: var(--past); opacity: 1; }
    .bar.after { fill: var(--accent); opacity: .65; }
    .period { fill: none; stroke: var(--past); stroke-width: 1.25; stroke-dasharray: 4 4; }
    .period.fallen { fill: var(--fall-soft); stroke: var(--fall); stroke-width: 1.75; stroke-dasharray: none; }
    .release { stroke: var(--ink); stroke-width: 1.25; stroke-dasharray: 2 3; }
    .limit { fill: none; stroke: var(--past); stroke-width: 1.5; stroke-dasharray: 6 3; }
    .centre { stroke: var(--past); stroke-width: 1; }
    .signal { fill: var(--fall); stroke: var(--paper); stroke-width: 1.5; }
    .incident { fill: var(--fall); }
    .connector { stroke: var(--past); stroke-width: 1; stroke-dasharray: 2 2; }
    svg text.part-name { fill: var(--ink); }
    .effect-bar { width: 11rem; height: 1.125rem; display: block; }
    .effect { stroke: var(--past); stroke-width: 2; fill: var(--paper); }
    .effect.falls { stroke: var(--fall); fill: var(--fall); }
    .effect.rises { stroke: var(--rise); fill: var(--rise); }
    .key { white-space: nowrap; }
    .key.after { color: var(--accent); font-weight: 600; }
    .spark { width: 5rem; height: 1.5rem; display: inline-block; vertical-align: middle; overflow: visible; margin-right: .4rem; }
    td.trend { min-width: 15rem; }
    .spark .curve { stroke-width: 1.5; }
    .part-bar { width: 12.5rem; height: 1.125rem; display: block; }
    .part { fill: var(--past); }
    .part.falls { fill: var(--fall); }
    .part.rises { fill: none; stroke: var(--rise); stroke-width: 2; }
    .part.total { fill: var(--ink); }

    table { border-collapse: collapse; width: 100%; font-size: .88rem; line-height: 1.4; margin: .4rem 0 1.4rem; }
    caption { text-align: left; font-weight: 600; padding: .4rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .42rem .7rem .42rem 0; border-bottom: 1px solid var(--rule); }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { font-weight: 600; color: var(--quiet); font-size: .8rem; vertical-align: bottom; border-bottom: 1px solid var(--ink); }
    tbody th { font-weight: 600; min-width: 8rem; }
    .number { text-align: right; }
    .number + :not(.number) { padding-left: .5rem; }
    .after-table { margin: -1rem 0 1.4rem; font-size: .88rem; }
    .contents ul { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: .6rem 0 0; padding: 0; font-size: .88rem; }
    .contents a { display: inline-block; padding: .25rem 0; }
    .number .margin { white-space: nowrap; }
    td .margin { display: block; font-size: .8rem; }
    td .value { white-space: nowrap; }
    .compact { font-size: .82rem; }
    tr.total > * { border-top: 2px solid var(--ink); border-bottom: 0; font-weight: 600; }
    .verdict { white-space: nowrap; font-weight: 600; font-size: .84rem; }
    .verdict.down { color: var(--fall); }
    .verdict.up { color: var(--rise); }
    #frictions .verdict.up, .risen .verdict.up { color: var(--fall); }
    #frictions .verdict.down, .risen .verdict.down { color: var(--rise); }
    .verdict.noClearChange, .verdict.tooFew { color: var(--quiet); font-weight: 400; }
    details { font-size: .88rem; }
    summary { cursor: pointer; color: var(--accent); }

    .friction { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; padding: 1.1rem 1.3rem .6rem; margin: 1rem 0; }
    .rank { color: var(--quiet); font-weight: 400; margin-right: .25em; }
    .definition { color: var(--quiet); margin: 0 0 .8rem; }
    .columns { display: grid; grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); gap: 0 2.2rem; }
    .columns ul { margin: 0 0 .6rem; padding-left: 1.1rem; }
    blockquote { margin: 0 0 .9rem; padding-left: .9rem; border-left: 3px solid var(--rule); }
    blockquote p { margin: 0; }
    .words { font-family: var(--serif); font-size: 1.02rem; overflow-wrap: anywhere; white-space: pre-line; }
    mark { background: var(--mark); color: var(--mark-ink); border-radius: .15em; padding: 0 .12em; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; }
    .origin { font-size: .78rem; overflow-wrap: anywhere; }
    .terms { list-style: none; padding: 0; columns: 22rem; gap: 2rem; }
    .terms li { margin: .2rem 0; break-inside: avoid; font-size: .9rem; }
    .terms li:not(.sure) { color: var(--quiet); }
    .facts-grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .8rem 1.5rem; margin: .8rem 0 1.4rem; }
    .facts-grid dt { font-size: .8rem; color: var(--quiet); }
    .facts-grid dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
    .facts-grid.figures { grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); font-size: .88rem; margin: .6rem 0 1rem; }
    .facts-grid.figures dd { font-weight: 500; }
    .methods { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .4rem 1.4rem; font-size: .88rem; }
    .methods dt { font-weight: 600; }
    .methods dd { margin: 0; max-width: 60em; }

    @media (max-width: 44rem) {
      body { padding: 1.2rem 1rem 3rem; }
      .columns, .methods { grid-template-columns: minmax(0, 1fr); }
      .methods dd { margin-bottom: .4rem; }
      .scroll table { min-width: 40rem; }
    }
    @page { size: A4; margin: 13mm 12mm 14mm; }
    @media print {
      html { font-size: 8.6pt; }
      body { padding: 0; max-width: none; line-height: 1.4; background: none; }
      h1 { font-size: 20pt; margin: 10pt 0 6pt; }
      h2 { font-size: 14pt; }
      section { margin-top: 14pt; padding-top: 8pt; }
      section.summary { break-after: page; }
      .cards { grid-template-columns: repeat(3, 1fr); gap: 6pt; }
      .card { padding: 6pt 8pt; }
      .card .big { font-size: 18pt; }
      .chart { min-width: 0; }
      .scroll { overflow: visible; }
      table { font-size: 7.4pt; line-height: 1.3; margin-bottom: 8pt; }
      .compact { font-size: 7pt; }
      th, td { padding: 2pt 6pt 2pt 0; }
      td .margin { font-size: 6.6pt; }
      tbody th { min-width: 0; }
      .spark { width: 4.5rem; height: 1rem; }
      td.trend { min-width: 0; }
      .number .margin { white-space: normal; }
      .part-bar { width: 6.5rem; }
      thead { display: table-header-group; }
      h2, h3, h4, caption, .lead { break-after: avoid; }
      tr, figure, blockquote, .card { break-inside: avoid; }
      .friction { padding: 7pt 9pt 3pt; margin: 7pt 0; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
      .period.fallen, .band, .bar, mark, .part { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      details, .contents { display: none; }
      a { color: inherit; }
      .terms { columns: 3; }
    }

    """
