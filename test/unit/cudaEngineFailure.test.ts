import { describe, expect, it } from 'vitest';
import { failureOf } from '../../runtime/node/cudaEngineFailure';
import type { CudaFailure, CudaStage } from '../../runtime/protocol/cudaEngine';

const cases: [CudaStage, CudaFailure['reason'], string][] = [
  [
    'packages',
    'offline',
    'npm error request to https://registry.example/ failed, reason: getaddrinfo ENOTFOUND registry.example',
  ],
  ['packages', 'offline', 'npm error code EAI_AGAIN'],
  ['packages', 'noSpace', 'npm error nospc ENOSPC: no space left on device, write'],
  ['packages', 'notWritable', 'npm error code EACCES'],
  ['packages', 'notOnHost', "npm error 404  '@tensorflow/tfjs-node-gpu@4.22.0' is not in this registry. code E404"],
  ['packages', 'proxy', 'npm error code EINVALIDPROXY'],
  ['packages', 'certificate', 'npm error code SELF_SIGNED_CERT_IN_CHAIN'],
  ['packages', 'other', 'npm error something nobody has seen'],
  ['library', 'hostUnreachable', 'Error: getaddrinfo ENOTFOUND storage.googleapis.com'],
  ['library', 'hostUnreachable', 'Error: connect ECONNREFUSED 127.0.0.1:443'],
  ['library', 'interrupted', 'Error: read ECONNRESET'],
  ['library', 'proxy', 'Error: tunneling socket could not be established, statusCode=407'],
  ['library', 'notOnHost', "    code: 'TAR_BAD_ARCHIVE',"],
  ['library', 'noSpace', '[Error: ENOSPC: no space left on device, write] {'],
  ['binding', 'noCompiler', 'gyp ERR! stack Error: not found: make'],
  ['binding', 'noCompiler', 'make: g++: No such file or directory'],
  ['binding', 'noCompiler', 'gyp ERR! find Python Python is not set from command line or npm configuration'],
  ['binding', 'noCompiler', 'gyp ERR! find VS could not find a version of Visual Studio 2017 or newer to use'],
  ['binding', 'hostUnreachable', 'gyp ERR! stack FetchError: request failed, reason: getaddrinfo ENOTFOUND nodejs.org'],
  ['binding', 'didNotBuild', '../binding/tfjs_backend.cc:19:10: fatal error: napi.h: No such file'],
];

describe('why an installation failed', () => {
  it.each(cases)('in the stage %s: %s', (stage, reason, line) => {
    expect(failureOf(stage, ['npm http fetch GET 200', line, '    at something'])).toEqual({
      reason,
      detail: line.trim(),
    });
  });

  it('is the compiler where the download failed before it', () => {
    const lines = ['node-pre-gyp WARN Tried to download(404): https://host/GPU-windows-4.22.0.zip', 'gyp ERR! find VS'];
    expect(failureOf('binding', lines)).toEqual({ reason: 'noCompiler', detail: 'gyp ERR! find VS' });
  });

  it('is a download that broke off, where the installer ends without a word', () => {
    expect(failureOf('library', ['* Downloading libtensorflow', ''])).toMatchObject({ reason: 'interrupted' });
  });
});
