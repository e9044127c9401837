"""A table of command-line tools that take secrets as arguments, with patterns to find them."""

import re
from typing import NamedTuple


class Tool(NamedTuple):
    """A family of programs, with a pattern whose group matches the secret on a command line."""

    names: re.Pattern[str]
    secret: re.Pattern[str]


def _tool(names: str, secret: str) -> Tool:
    return Tool(re.compile(names), re.compile(secret))


_WORD = r"([\"'][^\"'\n]{1,200}[\"']|[^\s\"'-][^\s\"']*)"
_ATTACHED = r"([\"'][^\"'\n]{1,200}[\"']|[^\s\"'=-][^\s\"']*)"  # -pSECRET
_USER = r"[\"']?[\w.@\\+-]{1,60}[\"']?"
_ANY = r"(?:[^\n]{0,200}?\s)?"
TOOLS = (
    _tool(r"mysql\w*|mariadb[\w-]*|sshpass", rf"\s-p{_ATTACHED}"),
    _tool(
        r"sshpass|mongo\w*|twine|psexec\w*|influx|vsql|rabbitmqadmin|kadmin|cqlsh|cypher-shell|"
        r"couchbase-cli|cbq|cbbackupmgr|hdbsql|exaplus|beeline|esxcli|evil-winrm|nxc|crackmapexec|"
        r"useradd|usermod|conan|ncftp\w*|rdesktop|clickhouse-client|elasticsearch-users|veracrypt|"
        r"dsadd|altool|x?crun|nuget|dotnet|ibmcloud|bw|kafkacat|solr|hydra|medusa|ncrack|artemis|activemq|filebeat",
        rf"\s-p\s+{_WORD}",
    ),
    _tool(
        r"docker|podman|nerdctl|buildah|skopeo|helm|az|oc|cf|jf|databricks|rancher|argocd|oras|"
        r"crane",
        rf"\slogin\s{_ANY}-p\s+{_WORD}",
    ),
    _tool(r"nuget|dotnet|paket|choco", rf"\s(?:-k|-ApiKey|--api-key)\s+{_WORD}"),
    _tool(r"codecov|codacy\S*|coveralls", rf"\s-t\s+{_WORD}"),
    _tool(r"security", rf"\s(?:-w|-P|unlock-keychain\s+-p|-p)\s+{_WORD}"),
    _tool(r"redis-cli|valkey-cli|keydb-cli|redli", rf"\s-a\s*{_WORD}"),
    _tool(r"ldap\w+|kadmin\w*|vsql|ipa-\w+", rf"\s-w\s*{_WORD}"),
    _tool(r"ldappasswd", rf"\s-s\s+{_WORD}"),
    _tool(
        r"sqlcmd|bcp|osql|isql|tsql|mosquitto_\w+|ipmitool|zip|unzip|p4|ampq-\w+|freebcp|opendkim",
        rf"\s-P\s*{_WORD}",
    ),
    _tool(r"7z[ar]?|rar|unrar", rf"\s-h?p{_ATTACHED}"),
    _tool(
        r"curl|wget|https?|xh|svn|aria2c|hey|ab|siege|wrk|jenkins-cli|java|restic|smbget|etcdctl",
        r"\s(?:-[a-zA-Z]{0,4}u|--user|-a|-A|--auth|-auth|-U|--proxy-user)[\s=]*"
        r"(?:\"[^\s:\"'$]{0,80}\"?:\"?|'[^\s:\"'$]{0,80}'?:'?|[^\s:\"'$]{0,80}:[\"']?)"
        r"([^\s\"'][^\s\"']{1,200})",
    ),
    _tool(r"curl", r"\s(?:-u|--user)[\s=]*[\"']?([^\s:\"'$]{8,200}):[\"']?(?=\s|$)"),
    _tool(r"curl", rf"\s(?:--pass|--oauth2-bearer|--proxy-pass|-E\s+[^\s:]+:)\s*{_WORD}"),
    _tool(r"htpasswd|mosquitto_passwd", rf"\s-[a-zA-Z]*b[a-zA-Z]*\s+\S+\s+\S+\s+{_WORD}"),
    _tool(r"htpasswd", rf"\s-[a-zA-Z]*nb[a-zA-Z]*\s+\S+\s+{_WORD}"),
    _tool(
        r"sqlplus|rman|expdp?|impdp?|sqlldr",
        r"\s(?:userid=)?[\"']?[\w.-]{1,40}/([^\s\"'/]{3,80}?)(?=@[\w.:/-]+(?:[\s\"']|$)|[\s\"']|$)",
    ),
    _tool(r"db2", rf"\suser\s+\S+\s+using\s+{_WORD}"),
    _tool(r"bteq|\.logon", r"\s[^\s/]+/[^\s,]+,([^\s;]+)"),
    _tool(
        r"smbclient|rpcclient|mount\.cifs|net|winexe|smbmap|smbpasswd|wmic",
        r"\s-U\s*[\"']?[^\s%]{1,60}%([^\s\"']+)",
    ),
    _tool(r"net", rf"\suser\s+[\w.-]+\s+{_WORD}"),
    _tool(r"net", rf"\suse\s{_ANY}/u(?:ser)?:\S+\s+{_WORD}"),
    _tool(r"net", rf"\suse\s+(?:\w:\s+)?\S*\\\S+\s+(?!/){_WORD}"),
    _tool(
        r"cmdkey|wmic|netdom|mstsc|schtasks|winscp|pskill|psexec\w*",
        r"\s/(?i:pass|password|passwordd|rp|p)[:=\s]\s*([^\s\"'/]+)",
    ),
    _tool(r"runas", rf"\s/user:\S+\s+{_WORD}"),
    _tool(r"xfreerdp3?|wfreerdp|rdesktop", r"\s/p:([^\s\"']+)"),
    _tool(r"signtool|certutil", rf"\s[/-]p\s+{_WORD}"),
    _tool(r"plink|pscp|psftp|putty|nzsql|dsmod|addprinc|ank|cpw", rf"\s-pw\s+{_WORD}"),
    _tool(
        r"openssl", r"\s-(?:pass(?:in|out)?|k|K)\s+(?:pass:)?((?!env:|file:|stdin|fd:)[^\s\"']+)"
    ),
    _tool(r"openssl", rf"\spasswd\s+(?:-\w+\s+)*(?:-salt\s+\S+\s+)?{_WORD}"),
    _tool(r"keytool|jarsigner", rf"\s-(?:store|key|srcstore|deststore|src|dest)pass\s+{_WORD}"),
    _tool(
        r"pdftotext|pdftk|pdfimages|pdfinfo", rf"\s(?:-[uo]pw|user_pw|owner_pw|input_pw)\s+{_WORD}"
    ),
    _tool(r"pk12util", rf"\s-[WK]\s+{_WORD}"),
    _tool(r"qpdf", rf"\s--encrypt\s+{_WORD}"),
    _tool(r"snmp\w+|snmpd|braa|onesixtyone|check_snmp\w*", rf"\s-[AXC]\s+{_WORD}"),
    _tool(r"snmp\w+|onesixtyone|check_snmp\w*", rf"\s-c\s+{_WORD}"),
    _tool(r"createUser", rf"\s(?:MD5|SHA\S*|DES|AES\S*)\s+{_WORD}"),
    _tool(r"ssh-keygen|age-keygen", rf"\s-[NP]\s+{_WORD}"),
    _tool(r"bw|rbw|op|lpass|pass-cli|keepassxc-cli", rf"\sunlock\s+{_WORD}"),
    _tool(
        r"vault|consul|nomad|boundary", r"\slogin\s+(?:-\S+\s+)*(?=\S*\d)([\w.-]{8,200})(?=\s|$)"
    ),
    _tool(r"swaks", rf"\s(?:-ap|--auth-password)\s+{_WORD}"),
    _tool(r"sendemail|sendEmail", rf"\s-xp\s+{_WORD}"),
    _tool(r"x11vnc|vncviewer|vncserver", rf"\s-passwd\s+{_WORD}"),
    _tool(r"vmrun", rf"\s-[ghv]p\s+{_WORD}"),
    _tool(r"wpa_passphrase", rf"\s\S+\s+{_WORD}"),
    _tool(r"nmcli|iwctl", rf"\s(?:password|wifi-sec\.psk|--passphrase|802-1x\.password)\s+{_WORD}"),
    _tool(r"networksetup", rf"\s-setairportnetwork\s+\S+\s+\S+\s+{_WORD}"),
    _tool(r"iwconfig", rf"\skey\s+(?:s:)?{_WORD}"),
    _tool(r"netsh", r"\s(?:keyMaterial|key)=([^\s\"']+)"),
    _tool(r"lftp", r"\s-u\s+[^\s,]+,([^\s\"']+)"),
    _tool(r"radtest", rf"\s{_USER}\s+{_WORD}"),
    _tool(r"mc", rf"\s(?:alias\s+set|config\s+host\s+add)\s+\S+\s+\S+\s+\S+\s+{_WORD}"),
    _tool(
        r"rclone", rf"\s(?:pass|password|token|secret_access_key|key|client_secret)[\s=]+{_WORD}"
    ),
    _tool(r"rclone", rf"\sobscure\s+{_WORD}"),
    _tool(r"poetry|composer", rf"\shttp-basic\.\S+\s+{_USER}\s+{_WORD}"),
    _tool(r"poetry|composer", rf"\s(?:pypi-token|github-oauth|gitlab-token|bearer)\.\S+\s+{_WORD}"),
    _tool(r"bundle|gem", r"\sconfig\s+(?:set\s+)?(?:--\w+\s+)?\S+\s+[^\s:]+:(\S+)"),
    _tool(
        r"ngrok|cargo|snyk|vault|heroku|doctl|nuget|wandb|huggingface-cli|pulumi|netlify|vercel|"
        r"flyctl|"
        r"railway|infracost|tailscale|cloudsmith|anaconda|codecov|datadog-ci|op|mcli|ibmcloud",
        r"\s(?:login|auth|authtoken|add-authtoken|setapikey|token|--relogin|init|up)\s+"
        r"(?:--?(?:relogin|token|t|authkey|key)[\s=])?(?=\S*\d)([\w.-]{20,200})(?=\s|$)",
    ),
    _tool(r"rabbitmqctl", rf"\s(?:add_user|change_password|authenticate_user)\s+{_USER}\s+{_WORD}"),
    _tool(r"neo4j-admin", rf"\sset-initial-password\s+{_WORD}"),
    _tool(
        r"grafana(?:-cli)?|kc\.sh|gitea|occ",
        rf"\s(?:reset-admin-password|reset-password)\s+{_WORD}",
    ),
    _tool(r"samba-tool", rf"\suser\s+(?:create|add)\s+{_USER}\s+{_WORD}"),
    _tool(r"drush", rf"\s(?:upwd|user:password|user-password)\s+{_USER}\s+{_WORD}"),
    _tool(r"ansible-vault", rf"\sencrypt_string\s+{_WORD}"),
    _tool(
        r"echo|printf|yes",
        r"\s+(?:-n\s+)?[\"']?(?:[\w.-]+:)?([^\s\"'|:]{4,120})(?:\\n)?[\"']?\s*\|"
        r"\s*(?:sudo\s+-\w*[Sk]|"
        r"docker\s+login|podman\s+login|(?:sudo\s+)?(?:ch)?passwd|helm\s+registry|gh\s+auth|"
        r"cryptsetup|gcloud\s+secrets|aws\s+secretsmanager|kubectl\s+create\s+secret|doppler|"
        r"kinit|smbpasswd|vncpasswd|su\b|gpg|openssl\s+enc|age\b|ansible-vault)",
    ),
    _tool(r"sudo|su|docker|gh|kinit|passwd|cryptsetup", rf"[^\n<]{{0,100}}<<<\s*{_WORD}"),
    _tool(r"requirepass|masterauth", rf"(?:(?<=requirepass)|(?<=masterauth))\s+{_WORD}(?=\s*$)"),
    _tool(r"AUTH", r"\s+(?=\D*\d)([^\s\"'/]{6,80})$"),
)
TRIGGERS = re.compile(
    r"[ \t](?:-[pPaAuUwkKXbhseEWxocCNtn]|/p |--(?:user|auth|proxy-user|pass|encrypt|"
    r"passphrase)\b|/p:|"
    r"/user:|"
    r"/u:|/pass|/[rR][pP]|-setair|-passwd|-[ghv]p |-ap |-xp |<<<)|\b(?:add_?user|adduser|"
    r"change_?password|create_?user|"
    r"set_?pass\w*|authenticate_user|user_pw|owner_pw|alias set|host add|http-basic|obscure|"
    r"authtoken|"
    r"pypi-token|github-oauth|add-authtoken|setapikey|reset-admin-password|set-initial-password|"
    r"upwd|"
    r"radtest|passwd|login|auth|config|nmcli|iwconfig|netsh|rclone|encrypt_string|net use|runas|"
    r"logon|"
    r"user create|user add|enable|community|username|unlock|createUser)[ \t.]|"
    r"\|[ \t]*(?:base64|sha|md5|xxd|sudo|docker|podman|passwd|chpasswd|su |helm|gh |gcloud|aws |"
    r"kubectl |doppler|"
    r"cryptsetup|kinit|openssl|gpg|"
    r"smbpasswd|age |ansible-vault)|"
    r"requirepass|masterauth|AUTH |sqlplus|rman |expdp|impdp|sqlldr|wpa_passphrase|net user |db2 "
)
ANY = re.compile(
    rf"\s(?:-u|-U|--user(?:name)?)[\s=]*{_USER}\s{_ANY}-p\s*{_WORD}"
    rf"|\s-p\s*{_WORD}\s{_ANY}(?:-u|-U|--user(?:name)?)\s"
    rf"|\b(?:add_?user|create_?user|user (?:add|create)|change_?password|set_?pass\w*|passwd|"
    rf"useradd)"
    rf"\s+(?:-{{1,2}}[\w-]+\s+){{0,3}}{_USER}\s+{_WORD}"
    rf"|\b(?:echo|printf)\s+(?:-n\s+)?{_WORD}\s*\|\s*(?:base64|\w+sum|xxd)\b"
    rf"|\benable\s+(?:secret|password)\s+(?:\d\s+)?{_WORD}|\bcommunity\s+{_WORD}|<<<\s*{_WORD}"
    rf"|\busername\s+\S+\s+(?:\w+\s+){{0,2}}?(?:secret|password)\s+(?:\d\s+)?{_WORD}"
)
"""A user and a password on the command line of any tool; the last group is the password."""
