-- Written by `chesterton setup neovim`; `chesterton setup neovim --undo` removes it.
if vim.fn.has('nvim-0.11') == 0 then
  return
end

local function refresh_lenses(buffer)
  if vim.fn.has('nvim-0.12') == 1 then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local function refresh()
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
  vim.api.nvim_create_autocmd({ 'BufEnter', 'CursorHold', 'InsertLeave', 'BufWritePost' }, {
    group = vim.api.nvim_create_augroup('chesterton.lens.' .. buffer, {}),
    buffer = buffer,
    callback = refresh,
  })
  refresh()
end

vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('chesterton', {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'chesterton' then
      refresh_lenses(event.buf)
      vim.api.nvim_buf_create_user_command(event.buf, 'LspChestertonReview', function()
        local command = { title = 'Review notes', command = 'chesterton.review' }
        command.arguments = { vim.empty_dict() }
        client:exec_cmd(command)
      end, { desc = 'Review the notes that need attention' })
    end
  end,
})

vim.lsp.enable('chesterton')
