-- Written by `chesterton setup neovim`; `chesterton setup neovim --undo` removes it.
return {
  cmd = { @COMMAND@ },
  filetypes = {
@FILETYPES@
    'markdown', -- drafts of notes
  },
  root_markers = { '.git' },
  init_options = { signals = 'lens' },
}
