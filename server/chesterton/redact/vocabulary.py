"""Word lists for redaction: sensitive and harmless names, placeholders and ordinary words."""


def words(text: str) -> frozenset[str]:
    """The set of whitespace-separated words."""
    return frozenset(text.split())


def patterns(text: str, space: str = "[ _-]?") -> tuple[str, ...]:
    """Whitespace-separated regular expressions, in which `_` stands for a space."""
    return tuple(word.replace("_", space) for word in text.split())


FOREIGN_PASSWORDS = patterns("""
    kennw[oö]rt\\w* losung(?=\\s?[:=]) losungswort\\w* zugangscode\\w*
    phrases?_(?:secr[eè]te|de_passe) frase_(?:secreta|segreta|de_paso|de_acceso|de_acesso)
    palabra_(?:de_paso|clave|secreta)
    palavra_chave parola_segreta
    mots?_de_passe mdp code_secret contrase[nñ]y?as? clave_de_acceso
    clave(?=\\s(?:del?|para|es|era)\\b|\\s?[:=]) senhas? palavra_passe parola_d.ordine
    parol[aăe](?:_chiave|_de_acces)?\\w{0,6} wachtwoord\\w* wachtzin toegangscode
    has[łl][oaeu]\\w{0,2}
    hesl[oaeu]\\w{0,2} jelsz[oóa]\\w* l[öo]senord\\w* adgangskode\\w* adgangsord\\w* kodeord\\w*
    passord\\w* salasana\\w* lykilor[dð]\\w* parool\\w* slapta[zž]od\\w* lozink\\w* zapork\\w*
    geslo [sş]ifre\\w* kata_sandi mật_khẩu парол\\w* лозинк\\w* κωδικ\\w*(?:\\sπρόσβασης)?
    συνθηματικ\\w* 密码 密碼 口令 パスワード パスフレーズ 暗証番号 合言葉 비밀번호 비번 패스워드
    암호
    (?:t[üu]r|zugriffs|eingangs|schließfach)-?codes? codes?_(?:d.acc[èe]s|d.entr[ée]e|pin)
    c[óo]digos?_(?:de_)?(?:acces[os]|acesso|entrada|pin) codice_(?:di_accesso|d.accesso|pin)
    cl[eé]_(?:du_)?(?:wi-?fi|wpa)
    codes?_d(?:e_la|u)_(?:porte|portail|garage|coffre|b[âa]timent|local|bureau)
    c[óo]digos?_d[ea]_(?:la_)?(?:puerta|porta)
    codice_d(?:el|ella)_(?:porta|cancello|garage|portone|cassaforte|allarme) deurcode
    (?<=como\\s)clave (?<=con\\s)clave(?=\\s\\S*(?:\\d{2}|[!@#$%&?])) passe(?=\\s?:)
    kod_dostępu код_(?:доступа|(?:от_)?(?:двери|сейфа|ворот|домофона|подъезда))
    (?:åtkomst|port|dør)kode?n? كلمة_(?:المرور|السر) الرقم_السري
    رمز_(?:عبور|المرور) گذرواژه סיסמ[האת]\\w* पासवर्ड รหัสผ่าน
""")  # noqa: RUF001  # Greek
"""Passwords in other languages."""

FOREIGN_KEYS = patterns("""
    (?:wlan|netzwerk|wpa|funk|router)-?schlüssel
    schlüssel(?=\\s(?:für|zu[rm]?)\\s(?:\\w{2,4}\\s)?(?:schnittstelle|dienst|konto|zugang|anbieter))
    (?:schlüssel|sleutel|clé|clave|chiave)(?=\\s(?:für|voor|del?|per|para|pour)\\s(?:\\w{2,3}\\s|l.)?[\\w-]{0,20}api)
    zugangsdaten geheimnis jeton cl[eé]_(?:api|secr[eè]te|d.api|priv[eé]e)
    claves?_(?:api|secreta|privada) chaves?_(?:de_api|api|secreta|da_api) chiave_(?:api|segreta)
    (?<=api[-\\s])(?:schlüssel|sleutel|nyckel|nøgle|avain|kulcs|klíč|anahtar|ключ)\\w*
    (?<=geheim)schlüssel (?<=api)(?:キー|密钥|키) klucz_api
    ключ_(?:api|доступа) секретный_ключ токен\\w* секрет\\w*
    hemlig_nyckel geheime_sleutel hemmelig_n[øo][gk][lk]e[nl]? tajn[yý]_kl(?:ucz|íč) gizli_anahtar
    geheime[nmrs]?_schlüssels? titkos_kulcs salainen_avain 秘密鍵 アクセスキー 访问密钥
    비밀_키 액세스_키
    トークン シークレット 密钥 密鑰 令牌 토큰 טוקן
""")
"""Tokens and keys in other languages."""

ROOTS = frozenset(
    patterns(
        """
    pass unlock luks encrypt decrypt phrase frase
    pw p/w psw wifi wi-fi key token secret cred auth bearer jwt cookie sess connection
    mnemonic seed recovery backup kennwort kennwört losung wlan netzwerk funk router wpa zugangs
    mot_de mots_de mdp code_secret
    contrase clave senha palabra palavra parola paroo parole wachtw wachtz toegangs hasł haslo
    hasla hesl
    jelsz lösenord losenord adgangs kodeord passord salasana lykilor slapta lozink zapork geslo
    sifre şifre kata_sandi mật парол лозинк κωδικ συνθηματικ 密 口令 パス 暗証 合言葉 비밀 비번 패스
    암호 كلمة الرقم رمز گذر סיסמ पास รหัส geheim schlüssel sleutel nyckel nøgle
    avain kulcs klíč anahtar
    ключ キー 키 clé_ cle_api jeton chave chiave klucz_api ключ_api токен секрет トーク
    シークレ 令牌
    토큰 טוקן türcode türcode tür-code turcode zugriffs eingangs schließfach code
    código codigo codice
    combo combination kod_dost код_ åtkomst portkod deurcode dørkod communit asswor
    pre-shared preshared keymaterial requirepass masterauth authenticator hemlig hemmelig tajn
    gizli_ titkos salainen 秘密
    アクセス 访问 액세스
""",
        " ",
    )
)
"""Prefixes of the names that indicate a secret, in lower case."""

LOCKS = words("""
    access door gate alarm safe vault lock lockbox locker padlock garage entry entrance building
    lobby unlock keypad parking barrier elevator lift voicemail pairing panic disarm room rack cage
    cabinet verification confirmation activation registration redemption intercom turnstile front
    back cellar server
""")
"""Things that a code opens: `door code`, `access code`."""

SHORT_ROOTS = words("""
    pin pat otp totp sid salt dsn psk pepper 2fa mfa
""")
"""Like ROOTS, but only at the start of a word."""

SECRET_KEYS = words("""
    api app application access auth authentication authorization account admin private secret
    sign signing encrypt encryption decrypt decryption cipher master shared storage service
    deploy license licence consumer client integration ingest ingestion write read session
    webhook hmac aes jwt server subscription user bot sas data recovery activation preshared
    function functions instrumentation leaked revoked compromised exposed rotated hardcoded
    stolen production live sandbox prod staging root rest symmetric fernet cookie flask django
    rails laravel stripe datadog openai sendgrid unseal billing payment payments ingress
    gateway maps weather vault wallet signer deployer operator provisioning provision
    registration enrollment enrolment management mgmt maintenance developer dev partner
    merchant vendor tenant backend internal external robot publishing export backup restore
    relay proxy tunnel vpn monitoring logging telemetry alert sms email mail mailer support
    emergency break glass super superuser bearer sso ldap saml jose jws jwe paseto hs256 hs512
    csrf xsrf secrets encryptor tokenization pseudonymization pii kms hsm dek kek wrapping
    bootstrap gossip replication federation connect connection broker unlimited enterprise
""")
"""Qualifiers that make a key secret: `api_key`, `signing key`."""

HARMLESS_KEYS = words("""
    public publishable primary foreign idempotency idempotent cache partition sort sharding
    shard bucket lookup map dict next page paging pagination continuation cursor resume
    resumption cancellation cancelation measurement tracking translation message config
    setting socket
    dedup deduplication lock row hot composite unique index range kafka routing group feature
    flag i18n locale object site anon anonymous json yaml dictionary registry arrow enter escape
    tab shift ctrl sync start end stop eos bos pad unk mask special lexer parser preceding
    following host known thumb first second third this each every same right left no any
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

PARTICIPLES = words("""
    arisen awoken beaten become begun bent bet bitten bled blown bound bred broken brought built
    burnt burst bought cast caught chosen clung come cost crept cut dealt done drawn driven eaten
    fallen fed felt fought flown forbidden foreseen forgiven forgotten forsaken frozen given gone
    gotten grown hidden held hit hurt kept known laid leaked leant learnt led left lent let lit
    lost made meant met mistaken mistyped misread outdated outgrown overcome overdue overheard
    overridden overrun overseen overtaken overthrown overwritten paid proven put quit rebuilt
    redone relaid remade resent reset resold retaken retold rethought rewound rewritten ridden
    rung said sawn seen sent sewn shaken shed shipped shorn shown shrunk shut sold sought spelt
    spent spilt split spoken spread spun stolen stood stuck struck strung sworn swept swollen
    swung taken taught thought thrown told torn tried typed undergone understood undone unknown
    unread unseen unsent unwritten upheld woken worn woven withheld withdrawn wound wrung written
    hashed salted empty weaker stronger longer shorter safer older newer bogus blank null void
    obsolete expired plain useless guessable insecure random alone around ahead apart aside
    anymore anyway anywhere elsewhere everywhere somewhere nowhere already almost indeed rather
    twice thrice meanwhile afterwards beforehand moreover however therefore
""")
"""Irregular participles and further words that say something about a secret."""

PLACEHOLDER_WORDS = words("""
    null none nil undefined true false yes no on off string str text bytes byte int integer
    number bool boolean any object array list dict map void float char varchar uuid unknown
    optional required mandatory nullable readonly json yaml xml plain plaintext base64 hex utf8
    utf-8 changeme change_me example sample test testing tests dummy fake mock mocked foo bar
    baz qux foobar placeholder redacted filtered omitted removed deleted masked hidden secure
    base64url base32 base58 base62 urlsafe hexadecimal
    empty unset blank default value values xxx todo tbd n/a na fixme here below above random
    generated changeit 1password keepass keepassxc bitwarden lastpass dashlane
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

ORDINARY = PLACEHOLDER_WORDS | NAMES | PROSE | PARTICIPLES
"""Words that may follow a sensitive name but are not secrets."""

COMMON = words("""
    able about above absolute abstract accept accepted access account accounts action actions
    active actual add added address admin again agent agents alert alias alike allow allowed alone
    along among amount anchor answer appear apply approach area around array article assert assign
    assume attach attempt attribute audit author backend backup bar base based basic batch became
    because become begin behave behind being below beside best better beyond big bit block board
    body book boot bot both bound box branch break bridge brief bring broker browser bucket buffer
    bug build button cache call called caller calls candidate capital card care carry case cases
    catch category cause cell center central certain chain chance channel chapter character chat
    check checks choice choose chunk circle class classes clause clean clear click client clients
    clock clone close cloud cluster code codes collection column command comment comments commit
    common company compare complete complex component concept condition connect consumer contact
    contain contains content context continue control convert cookie copy core corner cost count
    country couple course cover crash cross custom customer customers cycle daemon data date dates
    day days deal decide deep delay delete deploy depth derive describe design desk detail details
    develop device devices difference digest direct directory disk display document documents
    domain door double draft draw drive driver drop due duplicate early easily east edge edit
    editor effect effort either eight element else email emails employee encode end ends engine
    english entry entries equal error errors escape even event events ever every exact example
    except exist exists exit expect explain explicit export extra face fact factor fail fails
    failure fall family far fast fault favor feature features feed feel fetch few field fields
    figure file files fill filter final find fire first fit flag flags flat flow focus folder
    follow follows font force form formal format forms forward found four frame free full function
    functions further future gap gate gateway gets give gives global goes going grant graph great
    green group groups grow guard guess guest guide half hand handle handler hands happen happens
    head header headers heart held help helper here high hint hold home hook hope host hosts hour
    hours house human idea identical identity idle image images import inbox index info init
    inner input insert inside install instance integer intent interface internal invalid invite
    issue item items iterate jobs join joint jump just keep keeps kernel kind knows label labels
    language large last late later latest law layer layout lead leader league learn least leave
    left legal less letter letters level levels library life light like limit limits line lines
    link links list lists little load loader local location lock log logic login logs lookup loop
    lost lots low lower machine machines mail main major make maker makes manage manager many map
    mapping mark market match matter maximum means measure media meet member members memory menu
    merge message messages method methods middle might mind minor minute minutes miss mobile mock
    mode model models moment monitor month months more move moved much multiple must name named
    names native near need needs nested network never next night nine node nodes noise normal
    north note notes notice number numbers object objects offer office offset often older open
    operation operator option order orders origin other outer output outside over owner owners
    pack package packages page pages pair pairs panel paper paragraph parent parse parser part
    parts party paste patch path paths pattern pause payload peer people per period phase phone
    photo pick piece pin pipe pipeline place places plan play plug plugin plus point points policy
    pool port position post power practice prefix prepare present press pretty prevent previous
    price print prior problem problems process processes producer product profile program project
    prompt proof proper property protocol prove provide provider proxy pull purpose push quality
    query question queue quick quit quote raise random range rate reach read reader reading reads
    ready real reason record records recover red reduce refer reference regular reject related
    relation release relevant rely remains remote remove rename render repeat replace reply report
    request requests require requires resolve resource respect respond response rest result
    results resume retry return returns review right role roles room root round route router
    routes row rows rule rules run runner running runs safe same sample save scale scan scenario
    schedule schema scope score screen script scripts search seat section security seem select
    self send sender sends sense sentence separate sequence series serve server servers service
    services session sessions settings setup seven several shape share sheet shell ship short
    should show side sign signal simple since single site sites six size sizes skip sleep slot
    small snapshot social socket soft software solution solve some sort sound source south space
    spec special speed split stack staff stage stand star start starts state states static status
    stay steps still stop stops storage store stores story stream street string strings strip
    structure style subject submit success such suffix suit suite sum support sure swap switch
    symbol sync syntax system systems table tables tag tags target task tasks team tell template
    term terminal terms test text texts thank their them theme thing things think thread threads
    through throw thus tick ticket time timeout timer times title today together tool tools top
    topic total touch toward trace track traffic train trait transfer tree trial trick trigger
    trouble true trust tunnel turn turns twelve twenty type types under unit units unless until
    update updates upload upper use useful user users uses using usual vendor verb verify version
    versions via video view views virtual visit voice void wait walk wall want warn warning watch
    way ways web week weeks well west what wheel wide width wiki will window windows wire with
    word words work worker workers works world worth wrap wrapper write writer writes year years
    yellow yes yet zero zone expiry lookup mailbox replica
""")
"""Words so common in texts about software that they are unlikely to be a password."""

SAID_ABROAD = (
    r"ge[a-zäöüß]+(?:t|en)|(?:ver|be|ent|er|zer|ab|an|aus|ein|auf|über|um|vor|zu|hin|nach)[a-zäöüß]+(?:t|en)"
    r"|[a-zäöüß]+(?:iert|lich|ig|isch|bar|los|haft|sam|voll|frei|end)|falsch|leer|lang|kurz|schwach|"
    r"stark|richtig|gleich|sicher|bekannt|geheim|nicht|immer|wieder|überall|woanders|nirgends|jetzt"
    r"|[\w]*[éèêïíñçãõ][\w]*|[a-z]+(?:é|ée|i|ie|u|ue|is|ise|it|ite|eux|euse|if|ive|aire|oire|able|ible|"
    r"ant|ent|ante|ente|el|elle|al|ale|ado|ada|ido|ida|ato|ata|uto|uta|ito|ita|bile|oso|osa|ivo|iva|"
    r"ario|aria|oria|orio|ida|ana|ano|ane|any|ena|eno|ene|eny|ony|ona|one|eri|ico|ica|or|ora|ada|tto|tta|sto|sta|so|sa|cta|cto|aal|lijk|baar|loos|ad|et|at)"
    r"|anders|andere\w*|faux|vide|court\w*|long\w*|fort\w*|faible|requis\w*|ailleurs|toujours|larg[ao]|cort[ao]|d[eé]bil\w*|"
    r"fuerte|vac[ií][ao]|mism[ao]|lung[ao]|cort[ao]|debole|forte|frac[ao]|long[ao]|vazi[ao]|errad[ao]|"
    r"[a-zäöå]+(?:igt|lig|lige|ligt|et|at)|gammal\\w*|ogiltig\\w*|altri|dopo|sempre|altrove|siempre|sempre|aqui|aqu[ií]|depois|fout|leeg|kort|zwak|sterk|onjuist|"
    r"hetzelfde|nodig|verplicht|fel|tom|kort|svag|stark|forkert|feil|riktig|hemlig\w*|hemmelig\w*"
)
"""Lower-case words of other languages that describe a password, as a regular expression."""
