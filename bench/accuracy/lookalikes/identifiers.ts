import { alphanumeric, base64, hex, type LookAlike, LURES, lines, lookAlike, uuid } from './look-alike.ts';

/** Identifiers, sessions and public keys of services. */
export const identifiers: LookAlike[] = [
  lookAlike('id/uuid-orders', ['orders.json', 'fixtures/order.json'], (r) =>
    JSON.stringify(
      LURES.map((exchange) => ({
        exchange,
        orderId: uuid(r),
        clientOrderId: uuid(r),
        clOrdID: uuid(r),
        tradeId: uuid(r),
      })),
      null,
      2,
    ),
  ),
  lookAlike('id/hex-orders', ['trades.py', 'tests/fixtures.py'], (r) => [
    `{'info': {'orderId': '${hex(r, 24)}', 'symbol': 'BTC-USDT'}, 'id': '${hex(r, 24)}', 'clientOrderId': '${hex(r, 32)}'}`,
    `{'order_id': '${alphanumeric(r, 18)}', 'ordertxid': 'O${alphanumeric(r, 5).toUpperCase()}-XXXXX'}`,
  ]),
  lookAlike('id/broker-ids', ['js/binance.js', 'okx.ts'], (r) => [
    `'brokerId': 'x-R4BD3S82',`,
    `const clientOrderId = 'x-xcKtGhcu${hex(r, 22)}';`,
    `'clOrdId': 'e847386590ce4dBC${hex(r, 16)}',`,
    `broker: '${alphanumeric(r, 16)}',`,
    `'referralCode': '${alphanumeric(r, 8)}',`,
  ]),
  lookAlike('id/listen-key', ['ws.log', 'docs/streams.md'], (r) => [
    `{"listenKey": "${alphanumeric(r, 64)}"}`,
    `wss://stream.binance.com:9443/ws/${alphanumeric(r, 60)}`,
    `listen_key = '${alphanumeric(r, 64)}'`,
  ]),
  lookAlike('id/websocket-handshake', ['capture.txt'], (r) => [
    'GET /ws HTTP/1.1',
    'Host: ws.kraken.com',
    `Sec-WebSocket-Key: ${base64(r, 16)}`,
    `Sec-WebSocket-Accept: ${base64(r, 20)}`,
  ]),
  lookAlike('id/trace-ids', ['app.log', 'otel.log'], (r) =>
    lines(
      6,
      () =>
        `trace_id=${hex(r, 32)} span_id=${hex(r, 16)} request_id=${uuid(r)} x-amzn-trace-id: Root=1-${hex(r, 8)}-${hex(r, 24)}`,
    ),
  ),
  lookAlike('id/csrf-in-http', ['session.http', 'tests/cassette.yaml'], (r) => [
    `X-CSRF-Token: ${base64(r, 48)}`,
    `Set-Cookie: __cf_bm=${alphanumeric(r, 40)}-1700000000-0-${base64(r, 60)}; path=/`,
    `ETag: W/"${hex(r, 40)}"`,
    `CF-RAY: ${hex(r, 16)}-FRA`,
    `nonce: "${base64(r, 16)}"`,
  ]),
  lookAlike('id/cassette', ['cassettes/binance.yaml'], (r) => [
    'response:',
    '  headers:',
    `    Etag: ['"${hex(r, 32)}"']`,
    `    X-Amz-Cf-Id: [${base64(r, 42)}]`,
    `    x-mbx-uuid: [${uuid(r)}]`,
    `    Set-Cookie: ['__cfduid=d${hex(r, 42)}; expires=Sat']`,
  ]),
  lookAlike('id/signed-urls', ['bot.log', 'urls.txt'], (r) =>
    lines(4, (i) => `GET /api/v3/account?timestamp=170000000000${i}&signature=${hex(r, 64)} HTTP/1.1`),
  ),
  lookAlike('id/s3-presigned', ['links.md'], (r) => [
    `https://bucket.s3.amazonaws.com/data.csv?X-Amz-Signature=${hex(r, 64)}&X-Amz-Expires=60`,
  ]),
  lookAlike('id/analytics', ['index.html', 'analytics.js'], (r) => [
    `gtag('config', 'G-${alphanumeric(r, 10).toUpperCase()}');`,
    `ga('create', 'UA-${r.int(1e6, 9e6)}-1');`,
    `Sentry.init({ dsn: 'https://${hex(r, 32)}@o123456.ingest.sentry.io/1234567' });`,
    `mixpanel.init('${hex(r, 32)}');`,
    `fbq('init', '${r.int(1e14, 9e14)}');`,
    `hotjar(${r.int(1e5, 9e5)})`,
  ]),
  lookAlike('id/publishable-keys', ['checkout.js', 'search.js'], (r) => [
    `Stripe('pk_live_${alphanumeric(r, 24)}');`,
    `algoliasearch('${alphanumeric(r, 10).toUpperCase()}', '${hex(r, 32)}');`,
    `const recaptchaSiteKey = '6L${alphanumeric(r, 38)}';`,
    `const vapidPublicKey = 'B${alphanumeric(r, 86)}';`,
    `data-sitekey="${uuid(r)}"`,
    `projectId: '${hex(r, 32)}', // WalletConnect`,
  ]),
  lookAlike('id/uuid-constants', ['ble.ts', 'Info.plist', 'project.csproj'], (r) => [
    `const SERVICE_UUID = '${uuid(r)}';`,
    `<ProjectGuid>{${uuid(r).toUpperCase()}}</ProjectGuid>`,
    `namespace: ${uuid(r)}`,
    `id: ${uuid(r)}`,
    `"notebook_id": "${uuid(r)}"`,
  ]),
  lookAlike('id/xcode-project', ['App.xcodeproj/project.pbxproj'], (r) =>
    lines(
      10,
      (i) =>
        `\t\t${hex(r, 24).toUpperCase()} /* KrakenKeys${i}.swift in Sources */ = {isa = PBXBuildFile; fileRef = ${hex(r, 24).toUpperCase()}; };`,
    ),
  ),
  lookAlike('id/notebook-cells', ['okx.ipynb'], (r) =>
    JSON.stringify(
      {
        cells: lines(6, (i) => `${i}`).map((i) => ({
          cell_type: 'markdown',
          id: hex(r, 8),
          metadata: { id: alphanumeric(r, 12) },
          source: [`step ${i}`],
        })),
        metadata: { colab: { provenance: [] } },
      },
      null,
      1,
    ),
  ),
  lookAlike('id/cloud-resources', ['main.tf', 'outputs.json'], (r) => [
    `vpc_id = "vpc-${hex(r, 17)}"`,
    `ami = "ami-${hex(r, 17)}"`,
    `client_id = "${uuid(r)}"`,
    `subscription_id = "${uuid(r)}"`,
    `arn:aws:kms:eu-west-1:123456789012:key/${uuid(r)}`,
    `bucket = "binance-data-${hex(r, 16)}"`,
  ]),
  lookAlike('id/database-ids', ['export.json', 'mongo.json'], (r) =>
    JSON.stringify(
      LURES.map((name) => ({
        _id: { $oid: hex(r, 24) },
        exchange: name,
        userId: hex(r, 24),
        accountHash: hex(r, 40),
      })),
      null,
      1,
    ),
  ),
  lookAlike('id/media-tokens', ['posts.json'], (r) =>
    lines(4, () => `https://cdn.example.org/img/${hex(r, 32)}.jpg?token=${uuid(r)}&v=${hex(r, 20)}`),
  ),
];
