"""Word lists for redaction: sensitive and harmless names, stand-ins and ordinary words."""


def words(text: str) -> frozenset[str]:
    """The set of whitespace-separated words."""
    return frozenset(text.split())


ROOTS = words("""
    pass pw p/w psw wifi wi-fi key token secret cred auth bearer jwt cookie sess connection
    mnemonic seed recovery backup kennwort contrase senha парол wachtw hasł haslo lösen
    密 口令 パスワ 비밀
""")
"""Prefixes of the names that announce a secret, in lower case."""

SHORT_ROOTS = words("""
    pin pat otp totp sid salt dsn psk pepper 2fa mfa mot
""")
"""Like ROOTS, but only at the start of a word."""

SECRET_KEYS = words("""
    api app application access auth authentication authorization account admin private secret
    sign signing encrypt encryption decrypt decryption cipher master shared storage service
    deploy license licence consumer client integration ingest ingestion write read session
    webhook hmac aes jwt server subscription user bot sas data recovery activation preshared
    function functions instrumentation leaked revoked compromised exposed rotated hardcoded
    stolen production live sandbox prod staging root rest symmetric fernet cookie flask django
    rails laravel stripe datadog openai sendgrid
""")
"""Qualifiers that make a key secret: `api_key`, `signing key`."""

HARMLESS_KEYS = words("""
    public publishable primary foreign idempotency idempotent cache partition sort sharding
    shard bucket lookup map dict next page paging pagination continuation cursor resume
    resumption cancellation cancelation measurement tracking translation message config setting
    dedup deduplication lock row hot composite unique index range kafka routing group feature
    flag i18n locale object site anon anonymous json yaml dictionary registry arrow enter escape
    tab shift ctrl sync start end stop eos bos pad unk mask special lexer parser preceding
    following host known thumb first second third this each every same right left which no any
    request change action lifecycle correlation fencing ssh pgp gpg age minisign fingerprint
""")
"""Qualifiers that make a key or token harmless: `public key`, `next_page_token`."""

NUMBERED_NOUNS = words("""
    password passwd pass pwd pw arg param value val str string text input user token key field
    group test tmp temp var line row item node data version utf sha md base int uint float char
    oauth http ipv tls ssl aes rsa ed bcrypt argon scrypt pbkdf rfc rs hs es ps jwt api step
    phase part level layer page port id index num n p v s x y a b c t k h u i j w z win python
    py java ruby php go gen type case option opt secret lang unit mfa fa totp auth pg mysql
    postgres redis s3 ec us eu day week issue pr bug story aws hmac cram fido sse
""")
"""Nouns that are commonly followed by a number: `param2`, `sha256`."""

PLACEHOLDER_WORDS = words("""
    null none nil undefined true false yes no on off string str text bytes byte int integer
    number bool boolean any object array list dict map void float char varchar uuid unknown
    optional required mandatory nullable readonly json yaml xml plain plaintext base64 hex utf8
    utf-8 changeme change_me example sample test testing tests dummy fake mock mocked foo bar
    baz qux foobar placeholder redacted filtered omitted removed deleted masked hidden secure
    empty unset blank default value values xxx todo tbd n/a na fixme here below above random
    generated changeit
""")
"""Placeholders, empty values and types."""

NAMES = words("""
    password passwords passwd pass passphrase pwd secret secrets token tokens key keys apikey
    credential credentials username user login email bearer basic digest oauth oauth2 jwt saml
    ldap sso mfa otp totp pin cookie session salt auth authorization authentication
""")
"""Names of secrets, which are not secrets themselves."""

PROSE = words("""
    a an the this that these those it its we you they he she i my your our their his her one all
    some each every both either is was are were be been being am has have had having do does did
    done can could will would shall should may might must need needs and or but nor not only
    also too so if then else when while where which who whom whose what why how because since
    until before after during once again ever never always often sometimes usually soon later
    today yesterday tomorrow already still just now there to of in at by for from with without
    within into onto over under about against between through per via as than like up down out
    off back away together apart wrong right correct incorrect invalid valid missing absent
    present lost found good bad new old weak strong short long same different unique unsafe safe
    public private shared stored kept set reset sent read written rotated revoked expired leaked
    exposed compromised encrypted decrypted hashed salted signed issued managed provided
    configured injected mounted passed checked validated verified compared cached logged printed
    displayed shown entered typed asked prompted ignored skipped dropped broken fixed used
    unused reused needed available unavailable enough ok okay fine gone stale fresh live dead
    active inactive enabled disabled locked unlocked protected visible sensitive important
    critical temporary permanent static dynamic global local internal external manual automatic
    hard easy simple obvious rather very quite really simply merely probably maybe perhaps
    literally basically case-sensitive insensitive hardcoded hard-coded plaintext two three four
    five six seven eight minimum maximum least most more less many few none. monthly weekly
    daily hourly yearly quarterly annually nothing something anything everything someone anyone
    everyone part whole characters character letters digits long. policy rotation length
    strength manager vault environment env file config settings variable header body query param
    parameter field column table row line name names type types id ids url uri path host port
    server client service database production staging development please enter confirm
    confirmation forgot forgotten current repeat retype change changed update updated create
    created retry retries first last next previous second third other another options option
    flag flags argument arguments parameters prompt instead
""")
"""Words of prose that commonly follow the name of a secret."""

ORDINARY = PLACEHOLDER_WORDS | NAMES | PROSE
"""Words that may follow a sensitive name but are not secrets."""
