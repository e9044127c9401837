;;; chesterton.el --- Notes in the margin of the code -*- lexical-binding: t; -*-
;; Written by `chesterton setup emacs`; `chesterton setup emacs --undo` removes it.

(defvar chesterton-command '(@COMMAND@)
  "The command that starts the server.")

(defvar chesterton-languages '(@LANGUAGES@)
  "The LSP language ids of the supported languages.")

(defvar chesterton-modes
  (append (mapcan (lambda (language)
                    (list (intern (concat language "-mode"))
                          (intern (concat language "-ts-mode"))))
                  chesterton-languages)
          '(js-mode js-ts-mode js2-mode tsx-ts-mode c++-mode c++-ts-mode))
  "The major modes of these languages.")

(defun chesterton--show (path line)
  "Show the file at PATH at the 0-based LINE, after the response was sent to the server."
  (run-with-timer 0 nil
                  (lambda ()
                    (pop-to-buffer (find-file-noselect path))
                    (goto-char (point-min))
                    (forward-line (or line 0))
                    (end-of-line))))

(defun chesterton--first (&rest names)
  "The first of NAMES that is a function in this version."
  (seq-find #'fboundp names))

;;; Eglot runs one server per buffer; `rass` multiplexes several.

(defvar chesterton--rass-suggested nil)

(defun chesterton--serves-p (modes)
  "Whether MODES, the key of an entry of `eglot-server-programs', include a supported mode."
  (seq-some (lambda (mode) (memq (if (consp mode) (car mode) mode) chesterton-modes))
            (if (or (symbolp modes) (keywordp (cadr modes))) (list modes) modes)))

(defun chesterton--joined (contact)
  "CONTACT, an Eglot contact, extended to run our server beside it."
  (let* ((program (and (listp contact) (seq-take-while #'stringp contact)))
         (options (nthcdr (length program) contact)))
    (cond
     ((or (and contact (null program)) (integerp (car options)) (memq :autoport options))
      contact)
     ((not (and program (executable-find (car program))))
      (cons 'chesterton-server chesterton-command))
     ((string-prefix-p "rass" (file-name-base (car program)))
      (append '(chesterton-server) program '("--") chesterton-command options))
     ((executable-find "rass")
      (append '(chesterton-server "rass" "--") program '("--") chesterton-command options))
     (t
      (unless chesterton--rass-suggested
        (setq chesterton--rass-suggested t)
        (message "To run Chesterton beside %s, install rass: pip install rassumfrassum"
                 (file-name-nondirectory (car program))))
      contact))))

(defun chesterton--beside (contact)
  "A contact function that adds our server to CONTACT when a file is opened."
  (lambda (&optional interactive project)
    (chesterton--joined
     (cond
      ((not (functionp contact)) contact)
      ((eql (cdr (func-arity contact)) 1) (ignore-errors (funcall contact interactive)))
      (t (ignore-errors (funcall contact interactive project)))))))

(defun chesterton--execute (server params)
  "Have SERVER run the command in PARAMS."
  (jsonrpc-async-request
   server :workspace/executeCommand params
   :success-fn #'ignore
   :error-fn (lambda (problem) (message "Chesterton: %s" (plist-get problem :message)))))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (defclass chesterton-server (eglot-lsp-server) () :documentation "Chesterton, alone or beside.")
  (cl-defmethod eglot-handle-request
    ((_server chesterton-server) (_method (eql window/showDocument))
     &key uri selection &allow-other-keys)
    "Open a draft or a list, in every version of Eglot."
    (chesterton--show (funcall (chesterton--first 'eglot-uri-to-path 'eglot--uri-to-path) uri)
                      (plist-get (plist-get selection :start) :line))
    '(:success t))
  ;; Older versions drop messages that arrive right after the response to a blocking request.
  (cl-defmethod eglot-execute-command ((server chesterton-server) command arguments)
    "Run a command of the server without waiting for its result."
    (chesterton--execute server (list :command (format "%s" command) :arguments arguments)))
  (setq eglot-server-programs
        (mapcar (lambda (entry)
                  (if (chesterton--serves-p (car entry))
                      (cons (car entry) (chesterton--beside (cdr entry)))
                    entry))
                eglot-server-programs)))

;;; lsp-mode runs several servers per buffer.

(defvar lsp-lens-enable)
(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client
    :server-id 'chesterton
    :add-on? t
    :new-connection (lsp-stdio-connection (lambda () chesterton-command))
    :activation-fn (apply #'lsp-activate-on chesterton-languages)
    :initialization-options
    (lambda () (list :signals (if (bound-and-true-p lsp-lens-enable) "lens" "auto")))
    :request-handlers
    (let ((handlers (make-hash-table :test 'equal)))
      (puthash "window/showDocument"
               (lambda (_workspace params)
                 (let ((start (lsp-get (lsp-get params :selection) :start)))
                   (chesterton--show (lsp--uri-to-path (lsp-get params :uri))
                                     (lsp-get start :line)))
                 '(:success t))
               handlers)
      handlers))))

;;; Commands

(defvar lsp--cur-workspace)
(defun chesterton--run (command &rest arguments)
  "Have the server of this buffer run COMMAND with ARGUMENTS, a property list."
  (let ((params (list :command command :arguments (vector (or arguments (make-hash-table))))))
    (cond
     ((bound-and-true-p eglot--managed-mode)
      (chesterton--execute (eglot-current-server) params))
     ((bound-and-true-p lsp-mode)
      (let ((lsp--cur-workspace (lsp-find-workspace 'chesterton (buffer-file-name))))
        (lsp-request "workspace/executeCommand" params)))
     (t (user-error "Chesterton is not running here: M-x eglot, or M-x lsp")))))

(defun chesterton--uri ()
  "The URI of the file of this buffer."
  (if (bound-and-true-p lsp-mode)
      (lsp--buffer-uri)
    (funcall (chesterton--first 'eglot-path-to-uri 'eglot--path-to-uri) (buffer-file-name))))

(defun chesterton-remember ()
  "Write a note on the definition at point in a draft; saving the draft stores the note."
  (interactive)
  (chesterton--run "chesterton.remember"
                   :uri (chesterton--uri) :line (1- (line-number-at-pos nil t))))

(defun chesterton-notes ()
  "Show the notes of this file."
  (interactive)
  (chesterton--run "chesterton.open" :uri (chesterton--uri)))

(defun chesterton-review ()
  "Show the notes that need attention."
  (interactive)
  (chesterton--run "chesterton.review"))

(defun chesterton-recall (query)
  "Search the notes for QUERY and list the hits in a `grep-mode' buffer."
  (interactive "sRecall: ")
  (require 'grep)
  (compilation-start
   (mapconcat #'shell-quote-argument
              (append (butlast chesterton-command) (list "recall" "--vimgrep" "--" query)) " ")
   'grep-mode))

(provide 'chesterton)
;;; chesterton.el ends here
