import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { contractDeclaration } from '../../src/cli/types.js';

/**
 * Compiles each client with the declaration from the `types` command, under `strict`.
 *
 * @param clients function bodies with a parameter `customer: Customer`, by name
 * @returns the compiler's messages for each, by name
 */
export function compiled(clients: Readonly<Record<string, string>>): Record<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vipmp-types-'));
  try {
    writeFileSync(join(folder, 'contract.d.ts'), contractDeclaration());
    const files = Object.entries(clients).map(([name, body], index) => {
      const file = join(folder, `client-${index}.ts`);
      writeFileSync(file, clientWith(body));
      return { name, file };
    });
    const program = ts.createProgram([join(folder, 'contract.d.ts'), ...files.map(({ file }) => file)], {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    const elsewhere = complaintsOf(program, program.getSourceFile(join(folder, 'contract.d.ts')));
    if (elsewhere.length > 0) throw new Error(`the declaration itself does not compile: ${elsewhere.join('; ')}`);
    return Object.fromEntries(
      files.map(({ name, file }) => [name, complaintsOf(program, program.getSourceFile(file))]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function clientWith(body: string): string {
  return `import type { Benefit, Customer, ErrorResponse, LinkedMembership } from './contract.js';
export function client(customer: Customer, error: ErrorResponse): unknown { ${body} }
export type Used = Benefit | LinkedMembership;
`;
}

function complaintsOf(program: ts.Program, file: ts.SourceFile | undefined): string[] {
  return ts
    .getPreEmitDiagnostics(program, file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
