import { JAVA, KOTLIN, language } from '../languages.ts';
import type { Placement } from '../leak.ts';
import { eachValue } from '../marks.ts';
import { fields, styled } from '../names.ts';
import { double } from '../quoting.ts';
import { code, pair } from './define.ts';

const SCALA = language({
  ...KOTLIN,
  files: ['src/main/scala/Config.scala', 'app/Bot.scala'],
  import: (name) => `import ${name}._`,
});
const GROOVY = language({
  ...KOTLIN,
  files: ['build.gradle', 'Jenkinsfile'],
  import: null,
  filler: ['def retries = 5'],
});

/** Java, Kotlin, Scala and Groovy code. */
export const jvm: Placement[] = [
  code('java/constants', JAVA, (leak) =>
    inClass(
      fields(leak, 'SCREAMING').map((f) => `  public static final String ${f.name} = ${double(f.value)};`),
    ),
  ),
  code('java/fields', JAVA, (leak) =>
    inClass(fields(leak, 'camel').map((f) => `  private String ${f.name} = ${double(f.value)};`)),
  ),
  code('java/locals', JAVA, (leak) =>
    inClass([
      '  void run() {',
      ...fields(leak, 'camel').map((f) => `    final var ${f.name} = ${double(f.value)};`),
      '  }',
    ]),
  ),
  code(
    'java/value-default',
    JAVA,
    (leak) =>
      inClass(
        fields(leak, 'kebab').flatMap((f, i) => [
          `  @Value("\${${f.name.replace(/-/g, '.')}:${f.value}}")`,
          `  private String value${i};`,
        ]),
      ),
    { fits: (leak) => leak.parts.every((p) => /^[\w+/=.-]+$/.test(p.raw)) },
  ),
  code('java/properties', JAVA, (leak) =>
    inClass(fields(leak, 'kebab').map((f) => `  { props.setProperty("${f.name}", ${double(f.value)}); }`)),
  ),
  code('java/system-property', JAVA, (leak) =>
    inClass(
      fields(leak, 'SCREAMING').map((f) => `  { System.setProperty("${f.name}", ${double(f.value)}); }`),
    ),
  ),
  code('java/builder', JAVA, (leak) =>
    inClass([
      `  Client c = Client.builder()${fields(leak, 'camel')
        .map((f) => `.${f.name}(${double(f.value)})`)
        .join('')}.build();`,
    ]),
  ),
  code('java/setters', JAVA, (leak) =>
    inClass([
      '  void spec() {',
      ...fields(leak, 'Pascal').map((f) => `    exSpec.set${f.name}(${double(f.value)});`),
      '  }',
    ]),
  ),
  code(
    'java/positional',
    JAVA,
    (leak) =>
      inClass([
        `  ${styled(leak.word, 'Pascal')}Client client = new ${styled(leak.word, 'Pascal')}Client(${leak.parts.map((p) => double(p.value)).join(', ')});`,
      ]),
    { fits: pair, says: ['class'] },
  ),
  code(
    'java/positional-import',
    JAVA,
    (leak) =>
      inClass([
        `  SpotClient client = new SpotClientImpl(${leak.parts.map((p) => double(p.value)).join(', ')});`,
      ]),
    { fits: pair, says: ['import'] },
  ),
  code('java/map-of', JAVA, (leak) =>
    inClass([
      `  Map<String, String> keys = Map.of(${fields(leak, 'camel')
        .map((f) => `"${f.name}", ${double(f.value)}`)
        .join(', ')});`,
    ]),
  ),
  code('java/map-put', JAVA, (leak) =>
    inClass(fields(leak, 'snake').map((f) => `  { keys.put("${f.name}", ${double(f.value)}); }`)),
  ),
  code('java/annotation', JAVA, (leak) => [
    `@Credentials(${fields(leak, 'camel')
      .map((f) => `${f.name} = ${double(f.value)}`)
      .join(', ')})`,
    'public class Bot {',
  ]),
  code('java/concatenation', JAVA, (leak) =>
    inClass(fields(leak, 'camel').map((f) => `  String ${f.name} = ${joined(f.value, '\n      + ')};`)),
  ),
  code('java/optional-env', JAVA, (leak) =>
    inClass(
      fields(leak, 'SCREAMING').map(
        (f, i) =>
          `  String v${i} = Optional.ofNullable(System.getenv("${f.name}")).orElse(${double(f.value)});`,
      ),
    ),
  ),
  code('kotlin/const-val', KOTLIN, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `const val ${f.name} = ${double(f.value)}`),
  ),
  code('kotlin/object', KOTLIN, (leak) => [
    'object Keys {',
    ...fields(leak, 'camel').map((f) => `    val ${f.name}: String = ${double(f.value)}`),
    '}',
  ]),
  code('kotlin/named-arguments', KOTLIN, (leak) => [
    `val client = Client(${fields(leak, 'camel')
      .map((f) => `${f.name} = ${double(f.value)}`)
      .join(', ')})`,
  ]),
  code('kotlin/data-class', KOTLIN, (leak) => [
    `data class Credentials(${fields(leak, 'camel')
      .map((f) => `val ${f.name}: String = ${double(f.value)}`)
      .join(', ')})`,
  ]),
  code('kotlin/env-elvis', KOTLIN, (leak) =>
    fields(leak, 'SCREAMING').map((f, i) => `val v${i} = System.getenv("${f.name}") ?: ${double(f.value)}`),
  ),
  code(
    'kotlin/map-to',
    KOTLIN,
    (leak) => [
      `val accounts = mapOf("${leak.word}" to mapOf(${fields(leak, 'camel')
        .map((f) => `"${f.name}" to ${double(f.value)}`)
        .join(', ')}))`,
    ],
    { says: ['key'] },
  ),
  code('kotlin/triple-quoted', KOTLIN, (leak) =>
    fields(leak, 'camel').map((f) => `val ${f.name} = """${f.value}"""`),
  ),
  code(
    'gradle/build-config-field',
    GROOVY,
    (leak) => [
      'android { defaultConfig {',
      ...fields(leak, 'SCREAMING').map((f) => `  buildConfigField "String", "${f.name}", '"${f.value}"'`),
      '} }',
    ],
    { files: ['app/build.gradle'], fits: (leak) => leak.parts.every((p) => /^[\w+/=.:-]+$/.test(p.raw)) },
  ),
  code('gradle/ext', GROOVY, (leak) =>
    fields(leak, 'camel').map((f) => `ext.${f.name} = ${double(f.value)}`),
  ),
  code(
    'jenkins/environment',
    GROOVY,
    (leak) => [
      'pipeline { environment {',
      ...fields(leak, 'SCREAMING').map((f) => `  ${f.name} = ${double(f.value)}`),
      '} }',
    ],
    { files: ['Jenkinsfile'] },
  ),
  code('scala/val', SCALA, (leak) =>
    fields(leak, 'camel').map((f) => `  private val ${f.name}: String = ${double(f.value)}`),
  ),
  code('scala/case-class', SCALA, (leak) => [
    `val creds = Credentials(${fields(leak, 'camel')
      .map((f) => `${f.name} = ${double(f.value)}`)
      .join(', ')})`,
  ]),
  code('scala/get-or-else', SCALA, (leak) =>
    fields(leak, 'SCREAMING').map((f, i) => `val v${i} = sys.env.getOrElse("${f.name}", ${double(f.value)})`),
  ),
  code('scala/map', SCALA, (leak) => [
    `val keys = Map(${fields(leak, 'camel')
      .map((f) => `"${f.name}" -> ${double(f.value)}`)
      .join(', ')})`,
  ]),
];

function inClass(lines: string[]): string[] {
  return ['public class Config {', ...lines];
}

function joined(value: string, glue: string): string {
  return eachValue(value, (text) => {
    const lines = text.includes('\n')
      ? text.split(/(?<=\n)/)
      : [text.slice(0, 16), text.slice(16)].filter(Boolean);
    return lines.map((line: string) => double(line)).join(glue);
  });
}
