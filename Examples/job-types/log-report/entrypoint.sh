#!/usr/bin/env bash
# Reports what a web server's access logs say. Runs as a Seed job:
#   ACCESS_LOGS   a folder with logs in the combined format, plain or gzipped
#   TOP           how many pages and clients to list (10)
#   STEP_SECONDS  a pause after each step, to watch a job at work or to cancel it (0)
#   OUTPUT_DIR    where report.txt, hours.csv and seed.outputs.json go
set -euo pipefail
export LC_ALL=C

top=${TOP:-10}
pause=${STEP_SECONDS:-0}
[[ $top =~ ^[1-9][0-9]*$ && $pause =~ ^[0-9.]+$ ]] || {
    echo "TOP must be at least 1 and STEP_SECONDS at least 0, not '$top' and '$pause'" >&2
    exit 12
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step() { # percent, what is done next
    echo "$2"
    progress "$1"
    sleep "$pause"
}

progress() {
    echo "DROVER_PROGRESS $1%"
}

step 0 "reading $(find "$ACCESS_LOGS" -type f | wc -l) files"
# zcat -f would pass plain files through, but not busybox's, of which small images are made.
find "$ACCESS_LOGS" -type f -print0 | sort -z |
    xargs -0 -n 1 sh -c 'if gzip -t "$0" 2> /dev/null; then zcat "$0"; else cat "$0"; fi' > "$work/lines"
lines=$(wc -l < "$work/lines")
if [ "$lines" -eq 0 ]; then
    echo "the logs are empty" >&2
    exit 10
fi

step 20 "parsing $lines lines"
# client, hour, method, path, status, bytes
awk -v OFS='\t' -v rejected="$work/rejected" '
    match($0, /\[[^]]*\] "[A-Z]+ [^ "]+[^"]*" [0-9][0-9][0-9] ([0-9]+|-)/) {
        split(substr($0, RSTART + 1, RLENGTH - 1), part, " ")
        sub(/^"/, "", part[3])
        path = part[4]; sub(/[?].*/, "", path)
        n = split(substr($0, RSTART, RLENGTH), word, " ")
        bytes = word[n] == "-" ? 0 : word[n]
        print $1, substr(part[1], 13, 2), part[3], path, word[n - 1], bytes
        next
    }
    { print > rejected }
' "$work/lines" > "$work/requests"
requests=$(wc -l < "$work/requests")
rejected=$((lines - requests))
if [ $((rejected * 2)) -gt "$lines" ]; then
    echo "$rejected of $lines lines are not in the combined log format; the first is:" >&2
    head -n 1 "$work/rejected" >&2
    exit 11
fi
[ "$rejected" -eq 0 ] || echo "$rejected lines are not in the combined log format and are left out" >&2

step 40 "counting requests by status and hour"
awk -F '\t' '{ count[$5]++ } END { for (status in count) print status, count[status] }' "$work/requests" |
    sort > "$work/statuses"
awk -F '\t' '
    { requests[$2]++; bytes[$2] += $6; if ($5 >= 500) errors[$2]++ }
    END {
        print "hour,requests,bytes,server_errors"
        for (hour = 0; hour < 24; hour++) {
            key = sprintf("%02d", hour)
            printf "%s,%d,%.0f,%d\n", key, requests[key], bytes[key], errors[key]
        }
    }
' "$work/requests" > "$OUTPUT_DIR/hours.csv"
read -r bytes errors clients < <(awk -F '\t' '
    { bytes += $6; if ($5 >= 500) errors++; if (!seen[$1]++) clients++ }
    END { printf "%.0f %d %d\n", bytes, errors, clients }
' "$work/requests")

busiest() { # column
    # awk ends the list, not head: head would close the pipe early and fail the script.
    cut -f "$1" "$work/requests" | sort | uniq -c | sort -k1,1nr -k2 | awk -v top="$top" 'NR <= top { printf "%8d  %s\n", $1, $2 }'
}

step 60 "finding the busiest pages"
busiest 4 > "$work/pages"

step 80 "finding the busiest clients"
busiest 1 > "$work/clients"

error_rate=$(awk -v errors="$errors" -v requests="$requests" 'BEGIN { printf "%.4f", errors / requests }')
{
    echo "ACCESS LOG REPORT"
    echo
    printf '%-22s %s\n' "requests" "$requests" "bytes sent" "$bytes" "clients" "$clients" \
        "server errors" "$errors ($error_rate of all)" "lines left out" "$rejected"
    echo
    echo "STATUS"
    awk '{ printf "%8d  %s\n", $2, $1 }' "$work/statuses"
    echo
    echo "BUSIEST PAGES"
    cat "$work/pages"
    echo
    echo "BUSIEST CLIENTS"
    cat "$work/clients"
    echo
    echo "BUSIEST HOUR"
    sort -t , -k2,2nr -k1,1 "$OUTPUT_DIR/hours.csv" | awk -F , 'NR == 1 { printf "%8d  %s:00\n", $2, $1 }'
} > "$OUTPUT_DIR/report.txt"

awk -v requests="$requests" -v bytes="$bytes" -v rate="$error_rate" '
    { counts = counts (NR > 1 ? "," : "") "\"" $1 "\":" $2 }
    END { printf "{\"requests\":%d,\"bytes_sent\":%s,\"error_rate\":%s,\"status_counts\":{%s}}\n", requests, bytes, rate, counts }
' "$work/statuses" > "$OUTPUT_DIR/seed.outputs.json"
progress 100
echo "reported $requests requests of $clients clients"
