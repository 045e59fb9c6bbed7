using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ov.Dashboard;

/// <summary>Hands a frame to the drawing library.</summary>
internal sealed class FrameDrawing(Frame frame) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var i = 0; i < frame.Lines.Count; i++)
        {
            if (i > 0)
            {
                yield return Segment.LineBreak;
            }

            foreach (var span in frame.Lines[i])
            {
                yield return new Segment(span.Text, new Style(decoration: DecorationOf(span.Look)));
            }
        }
    }

    private static Decoration DecorationOf(Look look) => look switch
    {
        Look.Strong => Decoration.Bold,
        Look.Faint => Decoration.Dim,
        Look.Selected => Decoration.Invert,
        _ => Decoration.None,
    };
}
