import { CPP, CSHARP } from '../languages.ts';
import { isOneLine, type Placement } from '../leak.ts';
import { eachValue } from '../marks.ts';
import { ccxtClass, ccxtFields, fields, styled } from '../names.ts';
import { double, json } from '../quoting.ts';
import { ccxtPair, code, file, pair } from './define.ts';

/** C# code and its configuration. */
const csharp: Placement[] = [
  code('csharp/const', CSHARP, (leak) =>
    fields(leak, 'Pascal').map((f) => `    private const string ${f.name} = ${double(f.value)};`),
  ),
  code('csharp/static-readonly', CSHARP, (leak) =>
    fields(leak, 'camel').map((f) => `    static readonly string _${f.name} = ${double(f.value)};`),
  ),
  code('csharp/property', CSHARP, (leak) =>
    fields(leak, 'Pascal').map((f) => `    public string ${f.name} { get; set; } = ${double(f.value)};`),
  ),
  code('csharp/object-initialiser', CSHARP, (leak) => [
    'var options = new ClientOptions',
    '{',
    ...fields(leak, 'Pascal').map((f) => `    ${f.name} = ${double(f.value)},`),
    '};',
  ]),
  code(
    'csharp/api-credentials',
    CSHARP,
    (leak) => [
      `    options.ApiCredentials = new ApiCredentials(${leak.parts.map((p) => double(p.value)).join(', ')});`,
    ],
    { fits: pair, says: ['import', 'comment', 'file'] },
  ),
  code(
    'csharp/rest-client',
    CSHARP,
    (leak) => [
      `var client = new ${styled(leak.word, 'Pascal')}RestClient(o => o.ApiCredentials = new ApiCredentials(${leak.parts.map((p) => double(p.value)).join(', ')}));`,
    ],
    { fits: pair, says: ['class'] },
  ),
  code('csharp/dictionary', CSHARP, (leak) => [
    `var keys = new Dictionary<string, string> { ${fields(leak, 'camel')
      .map((f) => `{ "${f.name}", ${double(f.value)} }`)
      .join(', ')} };`,
  ]),
  code('csharp/dictionary-index', CSHARP, (leak) => [
    'var keys = new Dictionary<string, string>',
    '{',
    ...fields(leak, 'camel').map((f) => `    ["${f.name}"] = ${double(f.value)},`),
    '};',
  ]),
  code(
    'csharp/ccxt',
    CSHARP,
    (leak) => [
      `var ex = new ccxt.${ccxtClass(leak)}(new Dictionary<string, object>() { ${ccxtFields(leak)
        .map((f) => `{ "${f.name}", ${double(f.value)} }`)
        .join(', ')} });`,
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code('csharp/named-arguments', CSHARP, (leak) => [
    `var api = new Api(${fields(leak, 'camel')
      .map((f) => `${f.name}: ${double(f.value)}`)
      .join(', ')});`,
  ]),
  code('csharp/json-property', CSHARP, (leak) =>
    fields(leak, 'Pascal').flatMap((f) => [
      `    [JsonProperty("${f.name}")]`,
      `    public string ${f.name} = ${double(f.value)};`,
    ]),
  ),
  code('csharp/verbatim', CSHARP, (leak) =>
    fields(leak, 'camel').map((f) => `var ${f.name} = @"${f.value}";`),
  ),
  code('csharp/environment-fallback', CSHARP, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f, i) => `var v${i} = Environment.GetEnvironmentVariable("${f.name}") ?? ${double(f.value)};`,
    ),
  ),
  file(
    'csharp/appsettings',
    ['appsettings.json', 'appsettings.Production.json'],
    (leak) =>
      json({
        Logging: { LogLevel: { Default: 'Information' } },
        [leak.said === 'key' ? styled(leak.word, 'Pascal') : 'Exchange']: Object.fromEntries(
          fields(leak, 'Pascal').map((f) => [f.name, f.value]),
        ),
        AllowedHosts: '*',
      }),
    { says: ['key', 'name', 'folder', 'nowhere'] },
  ),
  file(
    'csharp/app-config',
    ['App.config', 'Web.config'],
    (leak) =>
      `<?xml version="1.0"?>\n<configuration>\n  <appSettings>\n${fields(leak, 'Pascal')
        .map((f) => `    <add key="${f.name}" value="${f.value}" />`)
        .join('\n')}\n  </appSettings>\n</configuration>\n`,
    { fits: (leak) => leak.parts.every((p) => /^[\w+/=.:@-]+$/.test(p.raw)) },
  ),
];

/** C and C++ code. */
const cpp: Placement[] = [
  code('c/define', CPP, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `#define ${f.name} ${double(f.value)}`),
  ),
  code('c/const-char', CPP, (leak) =>
    fields(leak, 'snake').map((f) => `const char *${f.name} = ${double(f.value)};`),
  ),
  code('c/char-array', CPP, (leak) =>
    fields(leak, 'snake').map((f) => `static const char ${f.name}[] = ${double(f.value)};`),
  ),
  code('c/strcpy', CPP, (leak) =>
    fields(leak, 'snake').map((f) => `    strcpy(cfg->${f.name}, ${double(f.value)});`),
  ),
  code('c/adjacent-literals', CPP, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f) => `static const char ${f.name}[] =\n    ${joined(f.value, '\n    ')};`,
    ),
  ),
  code('cpp/string', CPP, (leak) =>
    fields(leak, 'camel').map((f) => `std::string ${f.name} = ${double(f.value)};`),
  ),
  code('cpp/const-auto', CPP, (leak) =>
    fields(leak, 'camel').map((f) => `const auto ${f.name} = std::string{${double(f.value)}};`),
  ),
  code('cpp/constexpr', CPP, (leak) =>
    fields(leak, 'Pascal').map((f) => `constexpr std::string_view k${f.name} = ${double(f.value)};`),
  ),
  code('cpp/plus-concatenation', CPP, (leak) =>
    fields(leak, 'camel').map((f) => `std::string ${f.name} = std::string() + ${joined(f.value, ' + ')};`),
  ),
  code('cpp/designated', CPP, (leak) => [
    `Credentials creds{${fields(leak, 'snake')
      .map((f) => `.${f.name} = ${double(f.value)}`)
      .join(', ')}};`,
  ]),
  code(
    'cpp/brace-init',
    CPP,
    (leak) => [
      `${styled(leak.word, 'Pascal')}::Client api{${leak.parts.map((p) => double(p.value)).join(', ')}};`,
    ],
    { fits: pair, says: ['class'] },
  ),
  code('cpp/setenv', CPP, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `    setenv("${f.name}", ${double(f.value)}, 1);`),
  ),
  code(
    'cpp/raw-string',
    CPP,
    (leak) => fields(leak, 'camel').map((f) => `auto ${f.name} = R"(${f.value})";`),
    { fits: (leak) => isOneLine(leak) && !leak.parts.some((p) => p.raw.includes(')')) },
  ),
  code(
    'cpp/map',
    CPP,
    (leak) => [
      `std::map<std::string, Keys> accounts = {{"${leak.word}", {${leak.parts.map((p) => double(p.value)).join(', ')}}}};`,
    ],
    { fits: pair, says: ['key'] },
  ),
  code('cpp/json-insert', CPP, (leak) =>
    fields(leak, 'snake').map((f) => `    config["${f.name}"] = ${double(f.value)};`),
  ),
];

/** C#, C and C++ together. */
export const native: Placement[] = [...csharp, ...cpp];

function joined(value: string, glue: string): string {
  return eachValue(value, (text) => {
    const lines = text.includes('\n') ? text.split(/(?<=\n)/) : text.match(/.{1,18}/g)!;
    return [...lines].map((line: string) => double(line)).join(glue);
  });
}
