using System.Globalization;
using System.Text;
using Ov.Core.Ledger;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Graphs;

/// <summary>A graph in the languages of other drawing programs. An arrow leads from what is needed to what needs it.</summary>
public static class GraphDrawing
{
    /// <summary>For Graphviz.</summary>
    public static string Dot(TaskGraph graph)
    {
        var text = new StringBuilder("digraph tasks {\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (var task in graph.Tasks)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {task.Number} [label=\"{Label(task).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"{(TaskGraph.IsOpen(task) ? "" : " style=dashed")}];\n");
        }

        return Arrows(graph, text, "  {0} -> {1};\n").Append("}\n").ToString();
    }

    /// <summary>For Mermaid, as it is drawn in Markdown on most forges.</summary>
    public static string Mermaid(TaskGraph graph)
    {
        var text = new StringBuilder("graph LR\n");
        foreach (var task in graph.Tasks)
        {
            text.Append(CultureInfo.InvariantCulture, $"  t{task.Number}[\"{Label(task).Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal)}\"]\n");
        }

        return Arrows(graph, text, "  t{0} --> t{1}\n").ToString();
    }

    private static string Label(TaskRecord task) => $"{task.Number} {VisibleText.OneLine(task.Title)} ({task.State.Word().Replace('_', ' ')})";

    private static StringBuilder Arrows(TaskGraph graph, StringBuilder text, string form)
    {
        foreach (var task in graph.Tasks)
        {
            foreach (var needed in graph.Needs(task))
            {
                text.AppendFormat(CultureInfo.InvariantCulture, form, needed.Number, task.Number);
            }
        }

        return text;
    }
}
