"""Icons that collections call otherwise than Material does: the usual words for usual things."""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    """The first word of each line, by the other words."""
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {name: material.strip() for material, _, names in lines for name in names.split()}


ALIASES = _pairs("""
    account: user person avatar
    account-circle: user-circle person-circle profile
    account-group: people user-group collaborate team
    account-multiple: users
    airplane: travel plane
    alert: warning danger warning-alt
    alert-circle: error error-circle exclamation-circle
    application: app-window gui browser
    approximately-equal: approximate-equals
    auto-fix: wand magic-wand magic
    bag-personal: backpack
    bag-suitcase: baggage suitcase baggage-claim luggage
    book-open: catalog read
    bookshelf: books
    brain: cognitive
    bullhorn: megaphone
    calendar: date
    cart: shopping-cart
    cash: money banknote
    cellphone: mobile smartphone phone-portrait device-mobile
    chart-bar: bar-chart graph-bar
    chart-box: chart
    chart-line: analytics line-chart chart-line-up
    chart-pie: pie-chart
    check: checkmark tick task-alt
    check-circle: checkmark-circle success
    check-circle-outline: checkmark-outline
    chip: cpu processor
    clipboard-check: task
    clock: time
    close: x cross cancel multiply
    close-octagon: misuse
    code-tags: development
    cog: settings setting gear config preferences
    comment: speech-bubble
    console: terminal command-line prompt
    content-copy: copy
    content-cut: cut scissors
    content-paste: paste
    content-save: save floppy-disk
    creation: sparkles sparkle stars ai
    cube: 3d-cube-sphere box-3d
    currency-usd: dollar currency-dollar currency-circle-dollar
    database: data-base storage data db
    dots-horizontal: more overflow-menu-horizontal dots ellipsis dots-three dots-three-outline
    dots-vertical: overflow-menu-vertical more-vertical dots-three-vertical
    earth: world planet
    email: mail envelope
    emoticon-happy: smile smiley
    emoticon-sad: frown sad
    eye: view show
    eye-off: hide eye-slash view-off
    file-document: document
    filter: funnel
    fire: flame
    flash: zap
    flask: beaker lab experiment test-tool
    form-textbox-password: password
    format-list-bulleted: list list-ul
    format-quote-close: quote quotes
    format-text: text
    forum: chats chat-dots
    gavel: law
    gesture-tap: touch tap
    glass-mug: pint-glass beer
    hammer-wrench: construction
    hand-wave: hand-waving waving-hand
    handshake: partnership
    heart: favorite love
    help: question
    help-circle: question-circle
    home: house
    image: photo picture
    information: info info-circle
    key: password-key
    lan: peer-to-peer
    laptop: computer
    lightbulb: idea bulb light-bulb
    lightning-bolt: lightning bolt thunder electric
    link-variant: chain blockchain
    lock: locked
    lock-open: lock-open-simple lock-simple-open unlock unlocked
    magnify: search zoom magnifying-glass
    map: treasure-map
    map-marker: location pin geo-alt map-pin
    medal: award
    microphone: mic
    minus: subtract dash
    monitor: desktop screen
    newspaper: news
    null: empty
    office-building: building
    open-in-new: external-link arrow-square-out launch box-arrow-up-right link-external
    package-variant-closed: box
    palette: color colors
    palette-swatch: swatch color-swatch
    paperclip: attachment document-attachment attach clip
    pencil: edit pen
    plus: add
    power-plug: plug plugs
    pulse: activity
    puzzle: integration plugin extension
    refresh: retry reload sync-alt arrow-clockwise
    robot: bot chat-bot
    sail-boat: boat
    scale-balance: scales balance scale
    school: education graduation-cap
    share-variant: share
    shield-account: authentication
    shopping: bag shopping-bag
    sign-direction: signpost signpost-split
    sitemap: hierarchy flow flow-connection topology tree-structure tree-view
    source-branch: branch git-branch
    source-commit: commit git-commit
    source-fork: fork git-fork
    source-merge: merge git-merge
    source-pull: pull-request git-pull-request
    store: shop
    tablet: device-tablet
    thumb-down: dislike thumbs-down
    thumb-up: like thumbs-up
    timer-sand: hourglass
    toggle-switch: toggle-right
    translate: language languages
    trash-can: trash bin rubbish
    trending-up: growth trend-up
    tune: sliders adjustments
    vector-intersection: intersection
    vector-union: union
    video: camera-video
    view-dashboard: dashboard
    view-grid: grid apps
    volume-high: speaker volume-up
    wall: firewall
    watch: device-watch
    weather-night: moon
    weather-sunny: sun
    web: globe website
    window-maximize: window
    wrench: build tool build-tool wrench-adjustable
""")
"""Material's name by the words that other collections have for it."""

BRANDS = _pairs("""
    aws: amazon amazon-web-services
    cplusplus: c-plusplus cpp
    csharp: c-sharp
    css: css3 css-3
    devdotto: devto devto-light devto-dark dev-to
    go: gopher
    html5: html html-5
    kubernetes: k8s
    latex: tex
    microsoft-visual-studio-code: vscode visual-studio-code
    mongodb: mongo
    openai: chatgpt
    postgresql: postgres
    tailwindcss: tailwind
    webcomponentsdotorg: webcomponents web-components
    x: twitter-x x-twitter logo-x
""")
"""What a brand is called in Material's collections, by its other names."""
