namespace Ov.EndToEnd.Soak;

/// <summary>What an agent of the soak does in a turn: its task's number, the turn and the seed choose it. From a task's third turn on it only works.</summary>
internal static class SoakAgent
{
    public const string Name = "soaker";

    /// <summary>
    /// Its events are those of Claude Code. Whatever it may rely on later it writes down only after it was accepted. Each commit names its task:
    /// two of one second that say the same are one commit to git, and where one of them landed, so has the other.
    /// </summary>
    public static string Script(SoakPlan plan) => $$$"""
        cat >/dev/null
        task=$OVERSTORY_TASK_ID
        number=$(git branch --show-current) number=${number##*/} number=${number%%-*}
        mkdir -p "$HOME/turns" "$HOME/busy"
        echo "$$ $number" >>"$HOME/turns/$task"
        turn=$(wc -l <"$HOME/turns/$task")
        if read -r other <"$HOME/busy/$task" && grep -q "OVERSTORY_TASK_ID=$task" "/proc/$other/environ"; then echo "$task: $other and $$" >>"$HOME/doubled"; fi 2>/dev/null
        echo "$$" >"$HOME/busy/$task"
        echo '{"type":"system","subtype":"init","session_id":"s-'"$task"'","model":"m-1"}'
        echo '{"type":"assistant","message":{"content":[{"type":"text","text":"I begin."},{"type":"tool_use","id":"t'"$$"'","name":"Bash","input":{"command":"ls"}}]}}'

        finish() { echo '{"type":"result","subtype":"success","is_error":'"${1:-false}"',"result":"done","modelUsage":{"m-1":{"inputTokens":100,"outputTokens":10} } }'; exit 0; }
        done_() { ov task done --summary "$1" >/dev/null 2>&1; }
        commit() { git add -A && git commit -q -m "$1" && git rev-parse HEAD >>"$HOME/commits"; }
        work() {
            if [ -e broken ]; then git rm -q -f broken; fi
            if [ ! -e "work-$task.txt" ]; then echo "of $task" >"work-$task.txt"; fi
            if [ -n "$(git status --porcelain)" ]; then commit "Work on $number"; fi
            ov task done --summary "wrote work-$task.txt" >"$HOME/refused.$$" 2>&1 && rm "$HOME/refused.$$"
            finish
        }

        if [ "$OVERSTORY_ROLE" != builder ]; then echo "$OVERSTORY_ROLE $number" >>"$HOME/others"; fi
        if [ "$turn" -gt 2 ]; then work; fi
        case $(( ({{{plan.Seed}}} * 7919 + number * 104729 + turn * 15485863) % 1000003 % 100 )) in
            [0-3]) if done_ "All done." && [ -z "$(git rev-list "{{{Base}}}..HEAD")" ]; then echo "$number: nothing committed" >>"$HOME/believed"; fi; finish ;;
            [4-7]) echo half >"work-$task.txt"; if done_ "All done."; then echo "$number: not committed" >>"$HOME/believed"; fi; finish ;;
            8|9) finish ;;
            1[0-3]) head -c 300000 /dev/urandom; echo; echo '{"type":"assistant","message":{"content":[{'; printf '{"a":%0100000d\n' 1; printf '\033]0;x\007\377\376\n' >&2; work ;;
            1[4-6]) for mail in 1 2 3 4 5 6 7 8 9 10 11 12; do ov mail send --to operator --type status --subject "once:$task-$turn-$mail" --body "$(printf '%02000d' 7)" >/dev/null 2>&1 && echo "once:$task-$turn-$mail" >>"$HOME/mailed"; done; work ;;
            1[7-9]|20) (setsid sleep 100000 </dev/null >/dev/null 2>&1 &); nohup sleep 100000 </dev/null >/dev/null 2>&1 & work ;;
            2[1-4]) echo '{"type":"result","subtype":"success","is_error":true,"api_error_status":429,"result":"limit reached, try again in 300ms"}'; exit 1 ;;
            2[56]) exec sleep 100000 ;;
            2[7-9]) kill -9 $PPID; exec sleep 100000 ;;
            3[01]) kill -9 $$ ;;
            3[2-5]) touch broken; commit "Break it in $number"; ov task done --summary "It works." >/dev/null 2>&1; finish ;;
            3[67]) echo half >"work-$task.txt"; echo "internal error" >&2; exit 3 ;;
            38|39) ov mail ask --to operator --subject "May I?" --body "May task $number go on?" --timeout 0 >/dev/null 2>&1; finish ;;
            4[01]) ov task block --reason "I cannot." >/dev/null 2>&1; finish ;;
            *) work ;;
        esac
        """;

    /// <summary>The branch whose tip each agent's branch is cut from.</summary>
    private const string Base = "ov/work";
}
