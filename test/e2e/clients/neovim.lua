-- Drives the language server as an editor of a user does, and writes what came of each step as one line of JSON.
-- For Neovim from 0.7: vim.lsp.start came with 0.8, so start_client and buf_attach_client are used.
local wait_ms = 20000

local function say(step, value)
  io.stdout:write(vim.fn.json_encode({ step = step, value = value }) .. '\n')
end

local function run()
  vim.cmd('edit ' .. os.getenv('TSK_FILE'))
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = 'tsk',
    cmd = { os.getenv('TSK_NODE'), os.getenv('TSK_SERVER'), '--stdio' },
    root_dir = vim.fn.getcwd(),
  })
  assert(client, 'the client did not start')
  vim.lsp.buf_attach_client(buffer, client)

  local function has_code(code)
    for _, found in ipairs(vim.diagnostic.get(buffer)) do
      if found.code == code then return found end
    end
    return nil
  end
  local function ask(method, line, character, more)
    local params = {
      textDocument = vim.lsp.util.make_text_document_params(buffer),
      position = { line = line, character = character },
    }
    local answers = vim.lsp.buf_request_sync(buffer, method, vim.tbl_extend('error', params, more or {}), wait_ms)
    return answers and answers[client] and answers[client].result
  end

  local shown = vim.wait(wait_ms, function() return has_code('TSK4002') ~= nil end, 20)
  local found = has_code('TSK4002') or {}
  say('diagnostic', { shown = shown, line = found.lnum, column = found.col, message = found.message })

  local hover = ask('textDocument/hover', 6, 2)
  say('hover', hover and hover.contents.value)

  vim.api.nvim_buf_set_lines(buffer, 7, 7, false, { 'tim' })
  local completion = ask('textDocument/completion', 7, 3)
  local labels = {}
  for _, item in ipairs(completion and (completion.items or completion) or {}) do table.insert(labels, item.label) end
  say('completion', labels)
  vim.api.nvim_buf_set_lines(buffer, 7, 8, false, {})

  vim.api.nvim_buf_set_lines(buffer, 3, 4, false, { 'algorithm = "ip_hash"' })
  say('cleared', vim.wait(wait_ms, function() return has_code('TSK4002') == nil end, 20))

  local rename = ask('textDocument/rename', 0, 2, { newName = 'period' })
  if rename then vim.lsp.util.apply_workspace_edit(rename, 'utf-16') end
  say('renamed', vim.api.nvim_buf_get_lines(buffer, 0, -1, false))

  vim.lsp.stop_client(client)
  vim.wait(2000, function() return vim.lsp.get_client_by_id(client) == nil end, 20)
end

-- An error in a script that has no terminal would wait for a key for ever.
local ok, problem = pcall(run)
if not ok then io.stderr:write(tostring(problem) .. '\n') end
vim.cmd(ok and 'qall!' or 'cquit! 1')
