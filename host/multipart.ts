import type { JiraRequest, UploadedFile } from './contracts';

/** A body as it came over the wire. */
export type RawBody = string | Uint8Array<ArrayBuffer> | undefined;

const MULTIPART = 'multipart/form-data';

/** The files of a multipart/form-data body; what else it carries Jira doesn't ask for. Rejects with TypeError where it is none. */
async function filesOf(contentType: string, raw: string | Uint8Array<ArrayBuffer>): Promise<readonly UploadedFile[]> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- a form's parser of a package, for large ones, has no use here
  const form = await new Response(raw, { headers: { 'content-type': contentType } }).formData();
  const files = [...form].flatMap(([parameter, value]) => (typeof value === 'string' ? [] : [{ parameter, value }]));
  return Promise.all(
    files.map(async ({ parameter, value }) => ({
      ...{ parameter, name: value.name, type: value.type },
      bytes: new Uint8Array(await value.arrayBuffer()),
    })),
  );
}

const textOf = (raw: RawBody): string => (typeof raw === 'object' ? new TextDecoder().decode(raw) : (raw ?? ''));

/** What a request carries, by its type: files, else JSON. Throws SyntaxError for what is no JSON, TypeError for a form that is none. */
export async function readBody(
  headers: Readonly<Record<string, string>>,
  raw: RawBody,
): Promise<Pick<JiraRequest, 'body' | 'files'>> {
  const type = headers['content-type'] ?? '';
  if (raw !== undefined && type.toLowerCase().startsWith(MULTIPART))
    return { body: undefined, files: await filesOf(type, raw) };
  const text = textOf(raw);
  return { body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
