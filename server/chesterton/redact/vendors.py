"""Lower-case names of vendors whose API keys are plain hexadecimal strings or UUIDs."""

from chesterton.redact.vocabulary import words

VENDORS = words("""
    ably abuseipdb accuweather adyen affirm aftership airbrake airbyte aircall airtable
    airvisual aiven akamai alchemy algolia alphavantage amadeus amplitude ankr apify appcenter
    appoptics appsflyer appveyor appwrite asana assemblyai auth0 avalara aviationedge
    aviationstack backblaze bamboohr betterstack bigcommerce binance bitfinex bitly bitrise
    blockcypher braintree brevo browserless browserstack bscscan bugsnag buildkite bunny bybit
    calendly cdn77 censys chargebee checkly checkmarx checkoutcom circleci clarifai clearbit
    clearml clickatell clicksend clickup climacell clockify cloudant cloudconvert cloudflare
    cloudinary cloudmersive codacy codecov codemagic cohere coinapi coinbase coingecko
    coinmarketcap commercetools confluence confluent contentful coralogix covalent coveralls
    cronitor crowdin crowdstrike currencylayer customerio datadog datocms deel deepai deepgram
    deepl dhl dialpad digitalocean directus dnsimple doppler dynatrace easypost elasticemail
    elevenlabs equinix etherscan eventbrite exchangerate exoscale fastly fathom fedex filebase
    filestack finnhub firecrawl fivetran flightaware flutterwave foursquare freshbooks
    freshdesk freshservice fullstory gandi gcore geoapify geocodio getstream giphy gocardless
    godaddy grafana graphcms graphhopper greenhouse greynoise gusto hasura helpscout heroku
    hetzner honeybadger honeycomb hotjar hubspot imagekit imgix imgur imperva infobip infura
    instana intercom ipinfo ipstack iterable jotform jumio jumpcloud keycdn kickbox klarna
    klaviyo kucoin lacework languagetool launchdarkly leadfeeder lemlist linode liveblocks
    locationiq logdna logentries loggly logrocket logtail logzio lokalise loqate magento
    mailboxlayer mailchimp mailerlite mailersend mailgun mailjet mailosaur mailtrap mandrill
    mapbox mapillary mapquest maptiler matomo maxmind mediastack meraki mercadopago messagebird
    metabase meteoblue mixmax mixpanel mollie moonpay moralis namecheap nasdaq netlify netsuite
    newrelic nexmo ngrok nylas omnisend onesignal onfido opencage openexchangerates openrouter
    openrouteservice opensky openweather openweathermap opsgenie optimizely oura ovh ovhcloud
    owlbot packlink paddle pagerduty pandadoc papertrail parcellab passbase paypal paystack
    payu personio pinata pinecone pingdom pipedream pipedrive pipefy pixabay plaid plausible
    plivo podio poeditor polygonscan posthog postman postmark postmarkapp prerender prestashop
    printful prismic productboard pubnub pusher qualtrics qualys quandl quickbase quickbooks
    quicknode rackspace rapid7 rapidapi ravelin raygun razorpay rebrandly recordedfuture
    recurly redmine ringcentral roboflow rollbar rudderstack saleor salesflare salesforce
    saucelabs scaleway scalyr scraperapi scrapingbee screenshotlayer sectigo securitytrails
    sematext sendbird sendcloud sendgrid sendinblue sendpulse sentinelone serpapi servicenow
    shipengine shippo shipstation shodan shopware shutterstock signalfx sinch site24x7
    skyscanner smartling smartlook smartsheet snyk solarwinds sonarcloud sonarqube sonatype
    sparkpost speechmatics splitio splunk spotify squadcast stackhawk stackpath statuscake
    statuspage storj stormglass storyblok strapi strava sumologic sumsub supabase svix swiftype
    tavily taxjar teamcity telnyx tenable textlocal textmagic thousandeyes threatbook tiingo
    tinify tinypng todoist tomorrowio tomtom transifex transloadit trello tripadvisor trulioo
    turso twelvedata twilio twitch typeform unsplash upcloud uploadcare upstash uptimerobot
    urlscan usps veracode veriff victorops virustotal vonage vultr wakatime wandb waqi wasabi
    weatherapi weatherbit weatherflow weatherstack webflow weblate wepay what3words whatsapp
    whitesource whoisxml wistia woocommerce woopra workable workos worldpay wrike xata xero
    yelp zadarma zapier zendesk zenserp zerobounce zoho zoom
""")
"""Code and package hosts are absent, because their names often precede a commit or digest."""
