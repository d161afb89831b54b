//! The tag tree: what is read, in which order, as what (ISO 32000-1, 14.8).

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag as Role, TagGroup, TagKind, TagTree};

use crate::export::ExportError;
use crate::export::pdf::{Identifiers, Leaf};
use crate::page::{ContentId, LinkId, Mark, Pages, Tag, TagChild, TagNode};

/// krilla's names for the link areas of a document.
pub(super) type LinkIdentifiers = BTreeMap<LinkId, Identifier>;

/// Whether tag tree and pages belong together: each marked content and each link area has exactly one place in the
/// tree, and the tree names nothing else.
///
/// # Errors
/// Names the first piece that is missing, surplus or doubled.
pub(super) fn check(pages: &Pages) -> Result<(), ExportError> {
    let (mut content, mut links) = (BTreeSet::new(), BTreeSet::new());
    for (number, page) in pages.pages.iter().enumerate() {
        for marked in &page.content {
            if let Mark::Content(id) = marked.mark
                && !content.insert(id)
            {
                return Err(wrong(format!("page {}: content {} is marked twice", number + 1, id.0)));
            }
        }
        for link in &page.links {
            if !links.insert(link.id) {
                return Err(wrong(format!("page {}: link {} stands twice", number + 1, link.id.0)));
            }
        }
    }
    claim(&pages.tags, &mut content, &mut links)?;
    if let Some(ContentId(id)) = content.first() {
        return Err(wrong(format!("content {id} has no place in the tag tree")));
    }
    if let Some(LinkId(id)) = links.first() {
        return Err(wrong(format!("link {id} has no place in the tag tree")));
    }
    Ok(())
}

/// Takes what a branch names out of the sets.
fn claim(node: &TagNode, content: &mut BTreeSet<ContentId>, links: &mut BTreeSet<LinkId>) -> Result<(), ExportError> {
    for child in &node.children {
        match child {
            TagChild::Node(inner) => claim(inner, content, links)?,
            TagChild::Content(id) if content.remove(id) => {}
            TagChild::Link(id) if node.tag == Tag::Link && links.remove(id) => {}
            TagChild::Content(ContentId(id)) => {
                return Err(wrong(format!("the tag tree names content {id} twice, or no page has it")));
            }
            TagChild::Link(LinkId(id)) => {
                return Err(wrong(format!(
                    "the tag tree names link {id} twice or outside a Link element, or no page has it"
                )));
            }
        }
    }
    Ok(())
}

/// What a tag tree is written with.
pub(super) struct TreeWriter<'a> {
    /// krilla's names for marked content.
    pub content: &'a Identifiers,
    /// And for link areas.
    pub links: &'a LinkIdentifiers,
    /// What PDF 1.7 and 2.0 have otherwise.
    pub dialect: Dialect,
}

/// What PDF 1.7 and 2.0 have otherwise.
pub(super) struct Dialect {
    /// The element that a call-out is.
    pub call_out: TagKind,
    /// Whether a caption stands inside its figure, as in PDF 2.0, and not after it, where programs for PDF 1.7 find it: they
    /// read no further than a figure's alternative text (PDF Association, Tagged PDF Best Practice Guide).
    pub captions_inside: bool,
}

impl TreeWriter<'_> {
    /// The tree as krilla writes it; [`check`] must have passed. Elements without content are left out.
    ///
    /// # Errors
    /// If the tree names content that was not drawn.
    pub fn tree(&self, pages: &Pages) -> Result<TagTree, ExportError> {
        let mut tree = TagTree::new().with_lang(Some(pages.metadata.lang.code.to_owned()));
        // krilla writes the Document element itself.
        tree.children = if pages.tags.tag == Tag::Document {
            self.children(&pages.tags)?
        } else {
            self.group(&pages.tags)?.into_iter().collect()
        };
        Ok(tree)
    }

    fn children(&self, node: &TagNode) -> Result<Vec<Node>, ExportError> {
        let mut nodes = Vec::with_capacity(node.children.len());
        for child in &node.children {
            let missing = || wrong("the tag tree names content that no page has".to_owned());
            match child {
                TagChild::Node(inner) => match (nodes.last_mut(), self.group(inner)?) {
                    (Some(Node::Group(figure)), Some(caption))
                        if self.dialect.captions_inside
                            && inner.tag == Tag::Caption
                            && matches!(figure.tag, TagKind::Figure(_)) =>
                    {
                        figure.children.push(caption);
                    }
                    (_, group) => nodes.extend(group),
                },
                TagChild::Content(id) => {
                    for piece in self.content.get(id).ok_or_else(missing)? {
                        let after_element = matches!(nodes.last(), Some(Node::Group(_)));
                        nodes.push(leaf(piece, after_element));
                    }
                }
                TagChild::Link(id) => nodes.push(Node::Leaf(*self.links.get(id).ok_or_else(missing)?)),
            }
        }
        Ok(nodes)
    }

    fn group(&self, node: &TagNode) -> Result<Option<Node>, ExportError> {
        let children = self.children(node)?;
        if children.is_empty() {
            return Ok(None);
        }
        let mut role = match &node.tag {
            // A list without bullets says so (ISO 32000-1, table 347).
            Tag::List { ordered: false } if !has_labels(node) => Role::L(ListNumbering::None).into(),
            tag => self.role(tag),
        };
        role.set_lang(node.lang.map(|lang| lang.code.to_owned()));
        Ok(Some(Node::Group(TagGroup::with_children(role, children))))
    }

    /// The element that a tag is written as.
    fn role(&self, tag: &Tag) -> TagKind {
        match tag {
            Tag::Document => Role::Part.into(),
            Tag::Section => Role::Section.into(),
            Tag::Heading(level, words) => {
                let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
                Role::Hn(level, Some(words.clone())).into()
            }
            Tag::Paragraph => Role::P.into(),
            Tag::List { ordered: true } => Role::L(ListNumbering::Decimal).into(),
            Tag::List { ordered: false } => Role::L(ListNumbering::Disc).into(),
            Tag::ListItem => Role::LI.into(),
            Tag::Label => Role::Lbl.into(),
            Tag::ListBody => Role::LBody.into(),
            Tag::Note => self.dialect.call_out.clone(),
            Tag::BlockQuote => Role::BlockQuote.into(),
            Tag::Figure { alt } => Role::Figure(Some(alt.clone())).into(),
            Tag::Table => Role::Table.into(),
            Tag::Row => Role::TR.into(),
            Tag::HeaderCell { of_row: true } => Role::TH(TableHeaderScope::Row).into(),
            Tag::HeaderCell { of_row: false } => Role::TH(TableHeaderScope::Column).into(),
            Tag::Cell => Role::TD.into(),
            Tag::Caption => Role::Caption.into(),
            Tag::Link => Role::Link.into(),
            Tag::Span => Role::Span.into(),
            Tag::Abbreviation(words) => Role::Span.with_expanded(Some(words.clone())).into(),
        }
    }
}

/// Marked content. A glyph that is read as something else says so, since it is mapped to what is seen. What stands after an element
/// gets one of its own: some programs read all that a paragraph has itself before what its elements have.
fn leaf(piece: &Leaf, after_element: bool) -> Node {
    let content = Node::Leaf(piece.identifier);
    let span = match (piece.said, after_element) {
        (Some(said), _) => Role::Span.with_actual_text(Some(said.to_owned())),
        (None, true) => Role::Span,
        (None, false) => return content,
    };
    Node::Group(TagGroup::with_children(span, vec![content]))
}

/// Whether any item of a list has a bullet or number.
fn has_labels(list: &TagNode) -> bool {
    fn nodes(node: &TagNode) -> impl Iterator<Item = &TagNode> {
        node.children.iter().filter_map(|child| if let TagChild::Node(inner) = child { Some(inner) } else { None })
    }
    nodes(list).flat_map(nodes).any(|part| part.tag == Tag::Label)
}

fn wrong(words: String) -> ExportError {
    ExportError::Pages(words)
}
