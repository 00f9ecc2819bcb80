#!/usr/bin/env bash
# Checks and describes a CSV table. Runs as a Seed job:
#   TABLE       the table, with a header; fields may be quoted and hold commas, quotes and line ends
#   GROUP_BY    a column by whose values TOTAL_OF is totalled; both or none
#   TOTAL_OF    a column of numbers
#   OUTPUT_DIR  where columns.csv, totals.csv and seed.outputs.json go
set -euo pipefail
export LC_ALL=C

lines=$(wc -l < "$TABLE")
echo "checking $lines lines"

awk -v total_lines="$lines" -v group_by="${GROUP_BY:-}" -v total_of="${TOTAL_OF:-}" -v output="$OUTPUT_DIR" '
    # Splits a row at commas outside quotes into field[1…]; returns how many there are, 0 while a quote is open.
    function split_row(row,   count, rest, size) {
        count = 0
        rest = row
        while (1) {
            if (substr(rest, 1, 1) == "\"") {
                if (!match(rest, /^"([^"]|"")*"(,|$)/)) return 0
                size = RLENGTH
                closes = substr(rest, size, 1) != ","
                value = substr(rest, 2, size - (closes ? 2 : 3))
                gsub(/""/, "\"", value)
            } else {
                size = index(rest, ",")
                closes = size == 0
                value = closes ? rest : substr(rest, 1, size - 1)
            }
            field[++count] = value
            if (closes) return count
            rest = substr(rest, size + 1)
        }
    }
    function quoted_csv(text) { gsub(/"/, "\"\"", text); return "\"" text "\"" }
    function quoted_json(text) {
        gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text); gsub(/[\001-\037]/, " ", text)
        return "\"" text "\""
    }
    function fail(code, message) { print message > "/dev/stderr"; failure = code; exit code }
    function column_of(name,   i) {
        for (i = 1; i <= columns; i++) if (header[i] == name) return i
        fail(22, "the table has no column " name)
    }
    function report_progress(   percent) {
        percent = NR < total_lines ? int(NR * 10 / total_lines) * 10 : 100
        if (percent > reported) { print "DROVER_PROGRESS " percent "%"; fflush(); reported = percent }
    }

    {
        report_progress()
        sub(/\r$/, "")
        row = pending ? row "\n" $0 : $0
        if (!pending) row_line = NR
        count = split_row(row)
        pending = count == 0
        if (length(row) > 1000000) fail(20, "the quote that opens on line " row_line " does not close within 1 MB")
        if (pending) next
    }
    !columns {
        columns = count
        for (i = 1; i <= columns; i++) header[i] = field[i]
        if ((group_by == "") != (total_of == "")) fail(22, "GROUP_BY and TOTAL_OF go together")
        if (group_by != "") { group_column = column_of(group_by); total_column = column_of(total_of) }
        next
    }
    count == 1 && field[1] == "" { next }
    count != columns { fail(20, "line " row_line " has " count " fields, the header has " columns) }
    {
        rows++
        for (i = 1; i <= columns; i++) {
            if (field[i] == "") { empty[i]++; continue }
            if (!seen[i, field[i]]++) distinct[i]++
            if (field[i] ~ /^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$/) {
                number = field[i] + 0
                if (!numbers[i]++) least[i] = greatest[i] = number
                if (number < least[i]) least[i] = number
                if (number > greatest[i]) greatest[i] = number
                sum[i] += number
            }
        }
        if (group_column) {
            group = field[group_column]
            if (!members[group]++) groups[++group_count] = group
            total[group] += field[total_column]
        }
    }
    END {
        if (failure) exit failure
        if (pending) fail(20, "the quote that opens on line " row_line " never closes")
        if (!rows) fail(21, "the table has no rows")

        file = output "/columns.csv"
        print "column,filled,empty,distinct,least,greatest,mean" > file
        for (i = 1; i <= columns; i++) {
            filled = rows - empty[i]
            printf "%s,%d,%d,%d", quoted_csv(header[i]), filled, empty[i], distinct[i] > file
            # A column counts as numeric only when every filled field is a number.
            if (filled && numbers[i] == filled) printf ",%.10g,%.10g,%.10g\n", least[i], greatest[i], sum[i] / filled > file
            else print ",,," > file
        }
        if (group_column) {
            file = output "/totals.csv"
            print quoted_csv(group_by) ",rows," quoted_csv("total of " total_of) > file
            for (i = 1; i <= group_count; i++)
                printf "%s,%d,%.2f\n", quoted_csv(groups[i]), members[groups[i]], total[groups[i]] > file
        }
        file = output "/seed.outputs.json"
        printf "{\"rows\":%d,\"columns\":[", rows > file
        for (i = 1; i <= columns; i++) printf "%s%s", (i > 1 ? "," : ""), quoted_json(header[i]) > file
        print "]}" > file
        print rows " rows of " columns " columns are complete"
    }
' "$TABLE"
