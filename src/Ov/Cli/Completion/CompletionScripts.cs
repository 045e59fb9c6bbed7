using Ov.Core.Shells;

namespace Ov.Cli.Completion;

/// <summary>
/// The scripts that teach a shell to ask us. They hold no words of ours, so that they never grow old: every key press asks the program
/// that would run. Paths are left to the shell, which knows tildes, hidden files and its user's taste.
/// </summary>
internal static class CompletionScripts
{
    public static string For(ShellKind shell) => shell switch
    {
        ShellKind.Bash => Bash,
        ShellKind.Zsh => Zsh,
        ShellKind.Fish => Fish,
        _ => PowerShell,
    };

    // Runs on the bash 3.2 of macOS too: no mapfile, and compopt only where it exists.
    private const string Bash = """
        # Completion of ov in bash. Load it with: source <(ov completions bash)
        _ov() {
            local answer line kind lead prefix kept
            COMPREPLY=()
            answer=$(command ov complete bash -- "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null) || return 0
            {
                IFS= read -r kind
                IFS= read -r lead
                IFS= read -r prefix
                IFS= read -r kept
                while IFS= read -r line; do
                    COMPREPLY+=("$line")
                done
            } <<<"$answer"
            case $kind in
                files) line=-f ;;
                folders) line=-d ;;
                *) return 0 ;;
            esac
            type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null
            while IFS= read -r line; do
                line=$lead$line
                COMPREPLY+=("${line:kept}")
            done < <(compgen "$line" -- "$prefix")
        }
        complete -F _ov ov

        """;

    private const string Zsh = """
        #compdef ov
        # Completion of ov in zsh. Load it with: source <(ov completions zsh), after compinit.
        _ov() {
            local -a answer values shown before
            local line kind lead
            local -i described=0
            (( CURRENT > 2 )) && before=("${(@Q)words[2,CURRENT-1]}")
            answer=("${(@f)$(command ov complete zsh -- "${before[@]}" "$PREFIX" 2>/dev/null </dev/null)}")
            kind=$answer[1] lead=$answer[2]
            for line in "${(@)answer[5,-1]}"; do
                [[ -n $line ]] || continue
                values+=("${line%%$'\t'*}")
                if [[ -n ${line#*$'\t'} ]]; then
                    described=1
                    shown+=("${line%%$'\t'*}  -- ${line#*$'\t'}")
                else
                    shown+=("${line%%$'\t'*}")
                fi
            done
            if (( $#values )); then
                # In our order: what lives comes first.
                if (( described )); then
                    compadd -V ov -l -d shown -a values
                else
                    compadd -V ov -a values
                fi
            fi
            [[ $kind == (files|folders) ]] || return $(( $#values == 0 ))
            [[ -n $lead ]] && compset -P "${(b)lead}"
            if [[ $kind == folders ]]; then
                _files -/
            else
                _files
            fi
        }
        if [[ ${funcstack[1]-} == _ov ]]; then
            _ov "$@"
        else
            compdef _ov ov
        fi

        """;

    private const string Fish = """
        # Completion of ov in fish. Load it with: ov completions fish | source
        function __ov_complete
            set -l words (commandline -opc)
            set -e words[1]
            set -l current (commandline -ct)
            set -l answer (command ov complete fish -- $words "$current" 2>/dev/null </dev/null)
            test (count $answer) -ge 4; or return
            if test (count $answer) -gt 4
                printf '%s\n' $answer[5..-1]
            end
            switch $answer[1]
                case files
                    for path in (__fish_complete_path $answer[3])
                        printf '%s\n' $answer[2]$path
                    end
                case folders
                    for path in (__fish_complete_directories $answer[3])
                        printf '%s\n' $answer[2]$path
                    end
            end
        end
        complete -c ov -e
        complete -c ov -k -f -a '(__ov_complete)'

        """;

    // An empty last argument is dropped by older PowerShells on the way to a program, so it is marked with a colon.
    private const string PowerShell = """
        # Completion of ov in PowerShell. Load it with: ov completions powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName ov -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
                if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
            })
            $typed = $wordToComplete.Trim([char[]]@("'", '"'))
            $ov = Get-Command ov -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
            if (-not $ov) { return }
            $answer = @(& $ov complete powershell -- @before ":$typed" 2>$null)
            if ($answer.Count -lt 4) { return }
            $answer | Select-Object -Skip 4 | ForEach-Object {
                $value, $about = $_ -split "`t", 2
                if (-not $about) { $about = $value }
                $text = if ($value -match '[^\w\-./:=@+,~]|^@') { "'" + $value.Replace("'", "''") + "'" } else { $value }
                [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
            }
            if ($answer[0] -eq 'files' -or $answer[0] -eq 'folders') {
                [System.Management.Automation.CompletionCompleters]::CompleteFilename($answer[2]) |
                    Where-Object { $answer[0] -eq 'files' -or $_.ResultType -eq 'ProviderContainer' } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($answer[1] + $_.CompletionText, $_.ListItemText, $_.ResultType, $_.ToolTip) }
            }
        }

        """;
}
