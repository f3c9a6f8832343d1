/**
 * What real commits of agents show of it: their trailers, marks and identities alone, by the words of the commit and not by
 * what our own data recognises. `agent` is whom the text names; some of it nothing but a person could tell.
 */
export type RealCommit = { agent: string; url: string; author?: string; committer?: string; lines: string[] }

export const REAL_COMMITS: RealCommit[] = [
  {
    agent: 'Claude Code',
    url: 'https://github.com/RedHatProductSecurity/ai-guardian/commit/04b81abb76e2c8b8175b530ebd81dc1f717ce3c6',
    lines: [
      '🤖 Generated with [Claude Code](https://claude.ai/code)',
      'Co-Authored-By: Claude <noreply@anthropic.com>',
    ],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/Aider-AI/aider/commit/b2bec25c2c785989d6456cb03321a61f539bcc86',
    lines: ['Co-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>'],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/RedHatProductSecurity/ai-guardian/commit/5f3b79a6439b14b59d045bd2f8a3a9bc16675c9e',
    lines: ['Co-Authored-By: Claude Sonnet 4.5 <noreply@anthropic.com>'],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/RedHatProductSecurity/ai-guardian/commit/6411778889266faad9d6ca435d126777dead9f3b',
    lines: ['Co-Authored-By: Claude Opus 4.6 (1M context) <noreply@anthropic.com>'],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/RedHatProductSecurity/ai-guardian/commit/3180b07e256d754f0596a0392980145894ba092c',
    lines: ['Co-Authored-By: Claude Sonnet 4.6 (1M context) <noreply@anthropic.com>'],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/git-ai-project/git-ai/commit/11c61627815ecd76b2fc8efc89ae22688b756a41',
    lines: ['Co-Authored-By: Claude Haiku 4.5 <noreply@anthropic.com>'],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/MetaMask/skills/commit/b08a87c64895e762fab4dc86387a32556a669463',
    lines: [
      '🤖 Generated with [Claude Code](https://claude.com/claude-code)',
      'Co-authored-by: Claude Opus 4.8 <noreply@anthropic.com>',
    ],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/honojs/hono/commit/81ff8013c7ed1a923f96399400f9fbeea4db70a5',
    lines: [
      '🤖 Generated with [Claude Code](https://claude.ai/code)',
      'Co-authored-by: Claude <noreply@anthropic.com>',
    ],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/honojs/hono/commit/5d4e6aa897f0d41f4ccc21519d4461bbd26b8a24',
    lines: [
      'Co-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>',
      'Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>',
    ],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/toss/es-toolkit/commit/51b4612f986d4641dd704c6e329c3684b82b7ebb',
    lines: [
      'Co-Authored-By: Claude Opus 4.8 (1M context) <noreply@anthropic.com>',
      'Co-authored-by: Claude Opus 4.8 (1M context) <noreply@anthropic.com>',
    ],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/charmbracelet/crush/commit/bd232eabf151e1d081b2d4f5b955c9c683a63489',
    lines: [
      'Co-Authored-By: Claude Fable 5 <noreply@anthropic.com>',
      'Claude-Session: https://claude.ai/code/session_01VsciXLNzYReyZce1uAggjN',
    ],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/cline/cline/commit/678b0ae95161061ea856c5df86fc3471f21682ef',
    lines: ['Claude-Session: https://claude.ai/code/session_017VJNCE1o6zzcVfpjpTVnt5'],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/charmbracelet/crush/commit/8246dff514e91e8a0a564b8bb467b7f799715e93',
    author: 'Claude <noreply@anthropic.com>',
    committer: 'Claude <noreply@anthropic.com>',
    lines: [],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/phuryn/claude-usage/commit/8ae266409065e408bfcedb7197d1b214c05e6af9',
    author: 'Claude <noreply@anthropic.com>',
    committer: 'Claude <noreply@anthropic.com>',
    lines: [],
  },
  {
    agent: 'Claude Code',
    url: 'https://github.com/ascorbic/am-i-vibing/commit/53702a315652db297ca08265dfd011f130706d81',
    lines: ['Co-authored-by: claude[bot] <209825114+claude[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/ac2947b7ffd7ae74d5dc5efee04a320c367367ac',
    lines: ['Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>'],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/Mubder/kazma/commit/2bc16eeffe593597253953d78c0e3acec48e2a45',
    lines: ['Co-authored-by: Copilot App <223556219+Copilot@users.noreply.github.com>'],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/dotnet/ClangSharp/commit/67cac8a6fb94bf32ab636545c075494d0df7ea13',
    lines: ['Co-authored-by: Copilot App <223556219+Copilot@users.noreply.github.com>'],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/Mubder/kazma/commit/c80c75549eb2e5e04cd1a9d6f553544af0021d61',
    author: 'copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/c64971d0c4488fc1519a95e1e3af0483a9fb2816',
    author: 'Copilot <198982749+Copilot@users.noreply.github.com>',
    lines: ['Co-authored-by: copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>'],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/git-ai-project/git-ai/commit/92ccd900a99600ede61f47dbc0adcfa7aa986ee8',
    author: 'copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>',
    committer: 'copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/pksunkara/cargo-workspaces/commit/c7b0b4217d2685e4ce1d3d858818b51041c06663',
    author: 'copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/gui-cs/Terminal.Gui/commit/b270d5d6159a3790e29b3e68089d2d60d5729fa2',
    author: 'Copilot <198982749+Copilot@users.noreply.github.com>',
    lines: [
      'Agent-Logs-Url: https://github.com/gui-cs/Terminal.Gui/sessions/01a4446d-af40-4ac8-83d3-b36596f94b7f',
      'Agent-Logs-Url: https://github.com/gui-cs/Terminal.Gui/sessions/2b32e021-8645-44f5-b2dd-446cf253840f',
      'Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>',
      'Co-authored-by: copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>',
    ],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/gui-cs/Terminal.Gui/commit/b2565000f3200125864e89bd951483fbc53d7680',
    lines: ['Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>'],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/cline/cline/commit/71164e97c224c2cc19a426ee40e7e2119120cdc9',
    lines: ['Co-authored-by: Copilot <copilot@github.com>'],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/Mubder/kazma/commit/5de9a34ae1493b77d07fdfd97839817ddf611396',
    lines: ['Co-authored-by: Copilot Autofix powered by AI <175728472+Copilot@users.noreply.github.com>'],
  },
  {
    agent: 'GitHub Copilot',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/7ae3494cccabb59124ac26bfeefed726ac145125',
    lines: [
      'Co-authored-by: Copilot Autofix powered by AI <62310815+github-advanced-security[bot]@users.noreply.github.com>',
    ],
  },
  {
    agent: 'Cursor',
    url: 'https://github.com/MetaMask/skills/commit/cce2ee1839f3b60c8d87b59c3b6893b6e2ec3bac',
    lines: ['Made with [Cursor](https://cursor.com)', 'Co-authored-by: Cursor <cursoragent@cursor.com>'],
  },
  {
    agent: 'Cursor',
    url: 'https://github.com/RooCodeInc/Roo-Code/commit/055d2bcb870840481987ba35437f8ed80118bfc1',
    lines: ['Co-authored-by: Cursor Agent <cursoragent@cursor.com>'],
  },
  {
    agent: 'Cursor',
    url: 'https://github.com/Mubder/kazma/commit/ad43d4f6e5d12ef399ca196a490faae661c31e5b',
    lines: ['Made-with: Cursor'],
  },
  {
    agent: 'Cursor',
    url: 'https://github.com/cline/cline/commit/884fbfb21e7a00510deca60a02d397ac5cf4adca',
    lines: ['Made-with: Cursor'],
  },
  {
    agent: 'Cursor',
    url: 'https://github.com/RooCodeInc/Roo-Code/commit/d838109aa3b3a26fa476142548046fc8af189d87',
    author: 'cursor[bot] <206951365+cursor[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Codex',
    url: 'https://github.com/git-ai-project/git-ai/commit/90553fa7d6a77f6a9481d1d29e79fedc78eec961',
    lines: ['Co-authored-by: Codex <noreply@openai.com>'],
  },
  {
    agent: 'Codex',
    url: 'https://github.com/git-ai-project/git-ai/commit/247186805677487649eefa68c91dfe8829b61695',
    author: 'Codex <codex@openai.com>',
    lines: [],
  },
  {
    agent: 'Codex',
    url: 'https://github.com/git-ai-project/git-ai/commit/d6e61e21c543236b6776e75a00de6d2f0fea6121',
    committer: 'Codex <codex@openai.com>',
    lines: [],
  },
  {
    agent: 'aider',
    url: 'https://github.com/Aider-AI/aider/commit/14af218ea281854c0900ebbfcf8ca453aa3c41aa',
    author: 'Paul Gauthier (aider) <paul@aider.chat>',
    lines: [],
  },
  {
    agent: 'aider',
    url: 'https://github.com/Aider-AI/aider/commit/308b1546a035ef012ac91ffb83a2139d01325526',
    lines: ['Co-authored-by: aider (gpt-5.4) <aider@aider.chat>'],
  },
  {
    agent: 'aider',
    url: 'https://github.com/Aider-AI/aider/commit/1d42690824f4208c612210b73b6d002830aa7882',
    lines: ['Co-authored-by: aider (vertex_ai/gemini-2.5-pro-exp-03-25) <noreply@aider.dev>'],
  },
  {
    agent: 'aider',
    url: 'https://github.com/Aider-AI/aider/commit/f106993cd1704a20e102c3e987031b7becee0a56',
    lines: ['Co-authored-by: aider (openai/gpt-4.1) <noreply@aider.chat>'],
  },
  {
    agent: 'aider',
    url: 'https://github.com/Aider-AI/aider/commit/32faf82b31c54d6f19c5c3d63bc294f748bd3e72',
    lines: ['Co-authored-by: aider (gemini/gemini-2.5-pro) <aider@aider.chat>'],
  },
  {
    agent: 'aider',
    url: 'https://github.com/Aider-AI/aider/commit/fa3d7b14c0d23d475edb2713736ab8c62416c3bb',
    lines: ['Co-authored-by: aider (openai/gpt-5.2) <aider@aider.chat>'],
  },
  {
    agent: 'aider',
    url: 'https://github.com/ascorbic/am-i-vibing/commit/dbd0c1ab57372449a32246225158f7d042151542',
    lines: ['Co-authored-by: aider (openrouter/deepseek/deepseek-r1:free) <aider@aider.chat>'],
  },
  {
    agent: 'Gemini CLI',
    url: 'https://github.com/google-gemini/gemini-cli/commit/571851b1077a51cef757146ce13f9da887326bec',
    lines: [
      'Co-authored-by: gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>',
    ],
  },
  {
    agent: 'Gemini CLI',
    url: 'https://github.com/google-gemini/gemini-cli/commit/4848f42486c958c68d979fcbee2f7f0f616e37d3',
    lines: ['Co-authored-by: gemini-code-assist[bot] <gemini-code-assist[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'Gemini CLI',
    url: 'https://github.com/google-gemini/gemini-cli/commit/a79da4f3a92b2a250dc6296b77e31bce8a9f52ed',
    lines: ['Co-authored-by: gemini-cli[bot] <gemini-cli[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'Gemini CLI',
    url: 'https://github.com/google-gemini/gemini-cli/commit/363854172f740596c7e15588a09e35c225aaeda1',
    author: 'gemini-cli[bot] <218312386+gemini-cli[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Gemini CLI',
    url: 'https://github.com/google-gemini/gemini-cli/commit/095163bbed1de2ee14933a2d70929259bb5d832a',
    lines: ['Generated by yours truly __Gemini Code__'],
  },
  {
    agent: 'Devin',
    url: 'https://github.com/git-ai-project/git-ai/commit/9259bd4b030782c6c61dbb53c1e1240e25487d4f',
    author: 'Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
    committer: 'Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Devin',
    url: 'https://github.com/git-ai-project/git-ai/commit/52131e6560bc21e2076ebf6cffdd0fa5d55b1ed9',
    author: 'devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Devin',
    url: 'https://github.com/git-ai-project/git-ai/commit/111a91322ca4402ced2df2daa0128388c5bd0289',
    lines: [
      'Co-authored-by: devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
    ],
  },
  {
    agent: 'Devin',
    url: 'https://github.com/git-ai-project/git-ai/commit/87eae46240d085fb09afd3cbeeb7853fb137aeda',
    lines: ['Co-Authored-By: Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'Devin',
    url: 'https://github.com/Mubder/kazma/commit/81f8efd1c03fe15e963d91379e8e2771db977212',
    lines: [
      'Generated with Devin (https://devin.ai)',
      'Co-Authored-By: Devin <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
    ],
  },
  {
    agent: 'OpenCode',
    url: 'https://github.com/RedHatProductSecurity/ai-guardian/commit/9a542412c01f21bef9c158bec1b055b1f69eb7dc',
    lines: ['🤖 Generated with [OpenCode](https://opencode.ai)'],
  },
  {
    agent: 'OpenCode',
    url: 'https://github.com/charmbracelet/crush/commit/36172979b45facc8ccec6861f124193eaebc42e9',
    lines: ['🤖 Generated with opencode', 'Co-Authored-By: opencode <noreply@opencode.ai>'],
  },
  {
    agent: 'Jules',
    url: 'https://github.com/RooCodeInc/Roo-Code/commit/618aa6652b3248acea3ae83e1bfc884e6e5b97d6',
    lines: [
      'Co-authored-by: google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>',
    ],
  },
  {
    agent: 'Jules',
    url: 'https://github.com/google-gemini/gemini-cli/commit/b38e0984b9832fd72383a214e0312291ec4dac25',
    lines: [
      'Co-authored-by: google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>',
    ],
  },
  {
    agent: 'Jules',
    url: 'https://github.com/ascorbic/am-i-vibing/commit/42a751583c6ce6d7f014dc4ef55138f932eae1b5',
    author: 'google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Jules',
    url: 'https://github.com/pksunkara/cargo-workspaces/commit/17b5467d516559d2bf22e707d0f268e5aa1ecfc3',
    author: 'google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Cline',
    url: 'https://github.com/cline/cline/commit/c18d9478bae502b291d3ba997e86630630ceed13',
    lines: ['Co-authored-by: Cline Agent <cline-agent@users.noreply.github.com>'],
  },
  {
    agent: 'Cline',
    url: 'https://github.com/cline/cline/commit/9b03cb878d2ad811a431664c2b6a6a7b1bb06b60',
    author: 'Cline Agent <cline-agent@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Cline',
    url: 'https://github.com/cline/cline/commit/80b3b0348e694bafc48e3dcd70154de3cf4289d9',
    author: 'cline-cloud[bot] <276134852+cline-cloud[bot]@users.noreply.github.com>',
    lines: ['Co-authored-by: cline-cloud[bot] <276134852+cline-cloud[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'Cline',
    url: 'https://github.com/cline/cline/commit/98e5458b091ce356e9938c975fbfe3f4bc594b5c',
    lines: ['Co-authored-by: cline-cloud[bot] <cline-cloud[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'Cline',
    url: 'https://github.com/cline/cline/commit/75e1cc7a6fbb82368f03142dbf42cda4c243529e',
    lines: ['Co-authored-by: Cline <noreply@cline.bot>'],
  },
  {
    agent: 'Cline',
    url: 'https://github.com/cline/cline/commit/94f897f55933c86a08578385a019211e01a1a36d',
    lines: ['Co-authored-by: Cline Cloud Agent <cline-cloud-agent@users.noreply.github.com>'],
  },
  {
    agent: 'Roo Code',
    url: 'https://github.com/RooCodeInc/Roo-Code/commit/319b5576c7b84325115057fee855896c8b337fcb',
    author: 'roomote-v0[bot] <219738659+roomote-v0[bot]@users.noreply.github.com>',
    lines: ['Co-authored-by: Roo Code <roomote@roocode.com>'],
  },
  {
    agent: 'Roo Code',
    url: 'https://github.com/RooCodeInc/Roo-Code/commit/193053110bc8d0f5f8c43011d9711b89bb0b3baf',
    author: 'roomote[bot] <219738659+roomote[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Roo Code',
    url: 'https://github.com/RooCodeInc/Roo-Code/commit/bcb8c81916bdc69982d872e009c9783d461c14e2',
    lines: ['Co-authored-by: roomote[bot] <219738659+roomote[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'Roo Code',
    url: 'https://github.com/RooCodeInc/Roo-Code/commit/5629199d5134850f80a9045458d34d9e6fa38f29',
    lines: ['Co-authored-by: Roo Code <roo@roocode.com>'],
  },
  {
    agent: 'OpenHands',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/ed094b6a974687e7fec4a9a2619ebb42e3428ca4',
    lines: ['Co-authored-by: openhands <openhands@all-hands.dev>'],
  },
  {
    agent: 'OpenHands',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/a32a6230782be168002cc4050efa71c9aabccc9c',
    lines: ['Co-authored-by: OpenHands-Claude <openhands@all-hands.dev>'],
  },
  {
    agent: 'OpenHands',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/f0bb7de1c6ae2a53e2afd026705928f9d5bf7aaa',
    author: 'OpenHands <opendevin@all-hands.dev>',
    lines: [],
  },
  {
    agent: 'OpenHands',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/8937b3fbfc837e7969e7d03fe50a9294c40f2672',
    author: 'OpenHands <openhands@all-hands.dev>',
    lines: [],
  },
  {
    agent: 'OpenHands',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/48a2f24bf4319589af7c7ad5cd2480fbb2704c17',
    lines: ['Co-authored-by: OpenDevin <opendevin@opendevin.ai>'],
  },
  {
    agent: 'OpenHands',
    url: 'https://github.com/All-Hands-AI/OpenHands/commit/0cb707bc9d438a39fd9a1fca625657afb623cbc1',
    lines: ['Co-authored-by: OpenDevinBot <bot@opendevin.com>'],
  },
  {
    agent: 'Amp',
    url: 'https://github.com/continuedev/continue/commit/1ba9a669d6f9c432a3f17e2f6aa045442458df90',
    lines: [
      'Amp-Thread-ID: https://ampcode.com/threads/T-019c0611-a43c-764f-83a5-b91821140566',
      'Co-authored-by: Amp <amp@ampcode.com>',
    ],
  },
  {
    agent: 'Factory Droid',
    url: 'https://github.com/Mubder/kazma/commit/3c420e45c619539583e0b889a37f33793e69584e',
    lines: ['Co-authored-by: factory-droid[bot] <138933559+factory-droid[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'Factory Droid',
    url: 'https://github.com/git-ai-project/git-ai/commit/82e515439601db6d8127d9c1b41e4be1077cbb18',
    lines: ['Co-authored-by: factory-droid[bot] <138933559+factory-droid[bot]@users.noreply.github.com>'],
  },
  {
    agent: 'Continue',
    url: 'https://github.com/continuedev/continue/commit/1f4b86596a443251252a92c9ec29ab6ff1792e0a',
    lines: [
      'Generated with [Continue](https://continue.dev)',
      'Co-Authored-By: Continue <noreply@continue.dev>',
      'Co-authored-by: Continue <noreply@continue.dev>',
    ],
  },
  {
    agent: 'Continue',
    url: 'https://github.com/continuedev/continue/commit/38848092a5177a1663ea181680ede86cfefa3fb8',
    lines: [
      'Generated with [Continue](https://continue.dev)',
      'Co-authored-by: Continue Agent <noreply@continue.dev>',
    ],
  },
  {
    agent: 'Continue',
    url: 'https://github.com/continuedev/continue/commit/d865c2252250070c2a30ab736b34e175144bf0ce',
    author: 'Continue Agent <agent@continue.dev>',
    committer: 'Continue Agent <agent@continue.dev>',
    lines: [],
  },
  {
    agent: 'Continue',
    url: 'https://github.com/continuedev/continue/commit/0d21e1cbc4f0403e2c1b54df51d745f0966622c0',
    author: 'continue[bot] <continue[bot]@users.noreply.github.com>',
    committer: 'continue[bot] <continue[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Continue',
    url: 'https://github.com/continuedev/continue/commit/d70bdbbf28110a3300da146ad7fb9e41fe791303',
    author: 'continue[bot] <230936708+continue[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Continue',
    url: 'https://github.com/continuedev/continue/commit/cffc9fb615ac44e172b40f908d24ccf9fd087191',
    lines: ['Generated with Continue (https://continue.dev)'],
  },
  {
    agent: 'Continue',
    url: 'https://github.com/continuedev/continue/commit/c10389c6b105598268308fcedb1120e613db37e5',
    lines: ['Generated with Continue (cn)'],
  },
  {
    agent: 'Augment',
    url: 'https://github.com/augmentcode/auggie/commit/9be3c172e6acce77b7414142f0a08d8c7c8b7108',
    author: 'augment-app-staging[bot] <182802480+augment-app-staging[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Qwen Code',
    url: 'https://github.com/Mubder/kazma/commit/ba181bb8a226cd770d45df79cd9fdf0b2e34a844',
    author: 'qwen.ai[bot] <qwenlm-intl@service.alibaba.com>',
    committer: 'qwen.ai[bot] <qwenlm-intl@service.alibaba.com>',
    lines: [],
  },
  {
    agent: 'Junie',
    url: 'https://github.com/JetBrains/koog/commit/84f95a6cc02e9a44a1bff49893a51241320b623c',
    author: 'jetbrains-junie[bot] <201638009+jetbrains-junie[bot]@users.noreply.github.com>',
    lines: [],
  },
  {
    agent: 'Crush',
    url: 'https://github.com/charmbracelet/crush/commit/7d8e93fb5783890266c8f6a016b84d1a898dc280',
    lines: ['💘 Generated with Crush', 'Co-Authored-By: Charm Crush <crush@charm.land>'],
  },
  {
    agent: 'Crush',
    url: 'https://github.com/ascorbic/am-i-vibing/commit/e8e7a42f3cc1fd20e07cb0d704709d9abe4a2a96',
    lines: [
      '💖 Generated with Crush',
      'Co-Authored-By: Crush <crush@charm.land>',
      'Co-authored-by: Crush <crush@charm.land>',
    ],
  },
  {
    agent: 'Crush',
    url: 'https://github.com/charmbracelet/crush/commit/270f0d259cffa8f18f7b0625503fb89457d0c4f2',
    lines: ['Co-Authored-By: Crush <noreply@crush.charm.land>'],
  },
  {
    agent: 'Crush',
    url: 'https://github.com/charmbracelet/crush/commit/3446255daa028ba22505539dee6f6544f0faecbb',
    lines: ['Assisted-by: GLM-5.1 via Crush <crush@charm.land>'],
  },
  {
    agent: 'Crush',
    url: 'https://github.com/charmbracelet/crush/commit/59943a82e2fdb19dc0867607de851ac3411f6a83',
    lines: ['Assisted-by: Z.ai: GLM 5.1 via Crush <crush@charm.land>'],
  },
  {
    agent: 'Crush',
    url: 'https://github.com/charmbracelet/crush/commit/eea3bf7fc1dc8364020d1dd11ba5f85de106f8dc',
    lines: ['Co-Authored-By: Charm Crush <crush@charm.land'],
  },
  {
    agent: 'an AI agent',
    url: 'https://github.com/charmbracelet/crush/commit/ed15da4c46e0bdc3afae4842db54e7def7b9f15e',
    lines: ['Assisted-by: Crush:auto'],
  },
  {
    agent: 'an AI agent',
    url: 'https://github.com/charmbracelet/crush/commit/f50509d460badf3c914341ac367c91cd708d9131',
    lines: ['Assisted-by: Crush:anthropic/claude-opus-5'],
  },
  {
    agent: 'an AI agent',
    url: 'https://github.com/charmbracelet/crush/commit/c433fd633a084c52f7efd0155454564135fa5330',
    lines: ['Assisted-by: Crush:AWS Claude Opus 4.6'],
  },
  {
    agent: 'an AI agent',
    url: 'https://github.com/charmbracelet/crush/commit/e6756c9a9d181c69a8a5471c882efe7088b2faf6',
    lines: ['Assisted-by: Claude Fable 5'],
  },
  {
    agent: 'an AI agent',
    url: 'https://github.com/charmbracelet/crush/commit/f8da538c509f77dffd1ad1926f8a41ac75953016',
    lines: ['Assisted-by: Claude Sonnet 4.5 via Crush'],
  },
  {
    agent: 'an AI agent',
    url: 'https://github.com/charmbracelet/crush/commit/36a4f79ac0e4056d8b5396bb741d91832998a785',
    lines: ['Assisted-by: Crush'],
  },
  {
    agent: 'Mistral Vibe',
    url: 'https://github.com/Mubder/kazma/commit/32dc764c5955d6253c3ac1f10610137e83ea0180',
    lines: ['Generated by Mistral Vibe.', 'Co-Authored-By: Mistral Vibe <vibe@mistral.ai>'],
  },
  {
    agent: 'Firebender',
    url: 'https://github.com/git-ai-project/git-ai/commit/b8bbdb69c758e1ad6b503bac7428696693a77c0b',
    lines: [
      '🤖 Generated with [Firebender](https://firebender.com)',
      'Co-Authored-By: Firebender <help@firebender.com>',
    ],
  },
  {
    agent: 'termai',
    url: 'https://github.com/charmbracelet/crush/commit/64199736677a8ed303291c763975d484ac8f7e99',
    lines: ['🤖 Generated with termai', 'Co-Authored-By: termai <noreply@termai.io>'],
  },
  {
    agent: 'an AI agent',
    url: 'https://patch.msgid.link/20260504185448.4055973-1-dmitry.torokhov@gmail.com',
    lines: ['Assisted-by: Gemini:gemini-3.1-pro'],
  },
  {
    agent: 'an AI agent',
    url: 'https://bugzilla.kernel.org/show_bug.cgi?id=221376',
    lines: ['Assisted-by: GitHub Copilot:Claude Sonnet 4.6 linux-kernel-oops-x86.'],
  },
]
